"""The sourcing report set on a page: for the screen (HTML) and for paper (PDF).

Markdown is the wording of the report; both are that wording read back into blocks, with
the pictures put in and the claims to fold. So nothing can stand in one format and not in
another, and a section that is added to the Markdown is in all of them.
"""
