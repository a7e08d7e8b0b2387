// Keeps a page up to date: the server tells that something changed, and the content is asked for again. Without it a page is as it was
// when it was opened, and everything on it works.
"use strict";
(() => {
  const main = document.getElementById("main");
  const live = document.getElementById("live");
  if (!main || !live || !main.dataset.live || !window.EventSource) return;
  const PAUSE_MS = 1500;
  let timer = 0;
  let isOld = false;

  // What a choice was when the page was opened: the first where none is named.
  const atFirst = (select) => [...select.options].find((one) => one.defaultSelected) ?? select.options[0];

  // What somebody is typing, has chosen or has open is not taken away.
  const isBusy = () =>
    main.contains(document.activeElement) && document.activeElement !== main
      && document.activeElement.matches("input, select, textarea, button, summary")
    || [...main.querySelectorAll("input:not([type=hidden]), textarea")].some((one) => one.value !== one.defaultValue)
    || [...main.querySelectorAll("select")].some((one) => one.selectedOptions[0] !== atFirst(one))
    || main.querySelector("details.form[open]") !== null;

  const offer = () => {
    const again = document.createElement("a");
    again.href = location.href;
    again.textContent = "Something changed: show it";
    live.replaceChildren(again);
  };

  const renew = async () => {
    if (isBusy()) { offer(); return; }
    const address = new URL(location.href);
    address.searchParams.delete("said");
    const answer = await fetch(address, { headers: { accept: "text/html" }, redirect: "manual" });
    if (!answer.ok) { offer(); return; }
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("main");
    if (!found || isBusy()) { offer(); return; }
    const open = new Set([...main.querySelectorAll("details[open] > summary")].map((one) => one.textContent));
    for (const one of found.querySelectorAll("details")) {
      if (open.has(one.querySelector("summary").textContent)) one.open = true;
    }
    main.replaceChildren(...found.childNodes);
    live.textContent = `Up to date as of ${new Date().toLocaleTimeString()}`;
  };

  const changed = () => {
    // Whoever looks elsewhere gets it when coming back.
    if (document.hidden) { isOld = true; return; }
    clearTimeout(timer);
    timer = setTimeout(() => renew().catch(offer), PAUSE_MS);
  };
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && isOld) { isOld = false; changed(); }
  });

  const source = new EventSource(main.dataset.live);
  for (const name of ["analysis", "training", "changed", "missed"]) source.addEventListener(name, changed);
  addEventListener("pagehide", () => source.close());
})();
