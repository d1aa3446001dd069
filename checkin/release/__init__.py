"""What a release consists of: its files, their fingerprint, its signature, and whether another copy is the same.

Nothing here makes a copy genuine: a tampered program says of itself what it likes. A fingerprint is for comparing
with paper, and another copy is checked by a desk that is trusted already.
"""
