"""Where a claim comes from as W3C PROV (PROV-DM), for programs that know nothing of us."""
