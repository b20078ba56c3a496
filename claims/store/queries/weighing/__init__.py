"""The claims that a figure's counts, range and standing rest on, without reading the others.

Guaranteed: the rules make of the reduced case what they make of the whole. A claim is left
out only where they would find it replaced and where nothing else looks at it:

- claims of one root and one lane end up in one lane of the rules, whatever is merged; one
  whose day ends before the last of them begins was replaced, and weighs nowhere else;
- what a notice is about, a ruling, or a link that merges or replaces, is kept, and replaces
  nothing here; a judgement on how two claims stand to each other weighs where both are kept;
- so is what a relay was quoted for, and of what he passed on or said himself the first of
  each number that agrees with it, by which the rules find out whose finding it is;
- so are the claims of other versions of an item that a kept one stands in, and those of
  which the row does not tell enough (`claims.store.lanes`);
- where editors ruled on origins, the first claim of each root is kept, so that roots come
  up in their order.

Every claim of the figure is looked at, but only in the index that was made for it
(`claims.store.tables.ClaimRow`), once, and as the driver hands it over.
"""
