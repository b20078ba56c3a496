"""Every write, as a plan of acts; the gateway carries it out."""
