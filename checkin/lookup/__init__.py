"""Name search: fuzzy and phonetic search over all delegates in memory. Needs no store."""
