"""The command line: words in, one core call, words or JSON out."""
