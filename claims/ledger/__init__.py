"""Tamper evidence: canonical JSON, the Merkle tree, checkpoints, keys and proofs."""
