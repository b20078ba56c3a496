"use strict";
(() => {
  const all = (what, where) => Array.from((where || document).querySelectorAll(what));
  const open = (id) => {
    let at = id && document.getElementById(id);
    while (at) { if (at.tagName === "DETAILS") at.open = true; at = at.parentElement; }
  };
  const go = () => open(decodeURIComponent(location.hash.slice(1)));
  addEventListener("hashchange", go);
  go();

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details:not([open])");
    closed.forEach((one) => { one.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((one) => { one.open = false; }));

  const claims = all("details.claim, .entry"), groups = all("details.origin");
  all(".tools").forEach((tools) => {
    tools.hidden = false;
    const box = tools.querySelector("input"), told = tools.querySelector("output");
    const texts = claims.map((one) => one.textContent.toLowerCase());
    let wait = 0;
    const filter = () => {
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      let left = 0;
      claims.forEach((one, place) => {
        one.hidden = !words.every((word) => texts[place].includes(word));
        left += !one.hidden;
      });
      groups.forEach((one) => { one.hidden = !one.querySelector(".entry:not([hidden])"); });
      const found = tools.dataset.found;
      told.textContent = words.length
        ? found.replace("{number}", left).replace("{all}", claims.length) : "";
    };
    box.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(filter, 150); });
    const buttons = all("button", tools);
    buttons.forEach((button, place) => button.addEventListener("click", () => {
      [...claims, ...groups].forEach((one) => { if (!one.hidden) one.open = place === 0; });
    }));
  });

  all("figure").forEach((figure) => {
    const keys = all("[data-key]", figure);
    if (keys.length < 2) return;
    const set = document.createElement("fieldset"), legend = document.createElement("legend");
    legend.textContent = figure.dataset.origins;
    set.append(legend);
    keys.forEach((key) => {
      const label = document.createElement("label"), box = document.createElement("input");
      box.type = "checkbox";
      box.checked = true;
      box.addEventListener("change", () => {
        const letter = key.dataset.key;
        [key, ...all("[data-o]", figure).filter((one) => one.dataset.o === letter)]
          .forEach((one) => one.classList.toggle("off", !box.checked));
      });
      const words = all("text", key).map((one) => one.textContent).join(" ");
      label.append(box, words);
      set.append(label);
    });
    figure.prepend(set);
  });
})();
