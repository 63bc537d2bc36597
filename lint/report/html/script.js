"use strict";
(() => {
  const form = document.getElementById("filters");
  if (!form) return;
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const named = (name) => form.elements.namedItem(name);
  const state = document.getElementById("state");
  const boxes = all("input[name=kind]", form);
  const fold = (text) => text.normalize("NFKC").toLowerCase();

  const files = all("#findings > .file").map((node) => ({ node, file: node.dataset.file, path: node.dataset.path }));
  const groups = files.flatMap((file) => all(".group", file.node).map((node) => ({ node, file, project: node.dataset.project })));
  const items = groups.flatMap((group) =>
    all(".finding", group.node).map((node) => ({ node, group, kind: node.dataset.kind, rule: node.dataset.rule })));
  const drawn = all("#tables .project").map((node) => ({ node, project: node.dataset.project }));
  const flags = new Map();
  for (const flag of all("a.flag")) {
    const id = flag.getAttribute("href").slice(1);
    flags.set(id, [...(flags.get(id) || []), flag]);
  }
  const words = (item) => (item.words ??= fold(`${item.group.file.path} ${heading(item.group)} ${item.node.textContent}`));
  const heading = (group) => (group.title ??= group.node.querySelector("h4").firstChild.textContent + (group.node.querySelector("h4 > bdi")?.textContent ?? ""));

  let at = "";

  /* what is wanted, from the form */
  const wanted = () => ({
    kinds: new Set(boxes.filter((box) => box.checked).map((box) => box.value)),
    rule: named("rule").value,
    file: named("file").value,
    project: named("project").value,
    words: fold(named("text").value).split(/\s+/).filter(Boolean),
  });

  const fits = (item, want) =>
    (want.rule === "*" || item.rule === want.rule) &&
    (want.file === "*" || item.group.file.file === want.file) &&
    (want.project === "*" || item.group.project === want.project) &&
    want.words.every((word) => words(item).includes(word));

  const said = () => {
    const parts = [];
    if (boxes.some((box) => !box.checked)) parts.push(boxes.filter((box) => box.checked).map((box) => box.parentNode.querySelector(".box").firstChild.textContent.trim()).join("、") || "没有选级别");
    for (const name of ["rule", "file", "project"]) if (named(name).value !== "*") parts.push(named(name).selectedOptions[0].textContent);
    if (named("text").value.trim()) parts.push(`有“${named("text").value.trim()}”`);
    return parts;
  };

  const count = (node, shown) => {
    const total = Number(node.dataset.all);
    node.textContent = shown === total ? `${total} 个问题` : `${shown} 个问题（共 ${total} 个）`;
  };

  const apply = () => {
    const want = wanted();
    const kinds = new Map(boxes.map((box) => [box.value, 0]));
    const shown = new Map();
    let number = 0;
    for (const item of items) {
      const fit = fits(item, want);
      if (fit) kinds.set(item.kind, kinds.get(item.kind) + 1);
      const show = fit && want.kinds.has(item.kind);
      if (item.node.hidden === show) item.node.hidden = !show;
      for (const flag of flags.get(item.node.id) ?? []) flag.classList.toggle("off", !show);
      if (!show) continue;
      number += 1;
      for (const key of [item.group, item.group.file]) shown.set(key, (shown.get(key) ?? 0) + 1);
    }
    for (const part of [...groups, ...files]) {
      part.node.hidden = !shown.has(part);
      part.count ??= part.node.querySelector(".count");
      count(part.count, shown.get(part) ?? 0);
    }
    for (const box of boxes) box.parentNode.querySelector(".number").textContent = kinds.get(box.value);
    for (const { node, project } of drawn) {
      const file = project.split("/")[0];
      node.hidden = (want.file !== "*" && file !== want.file) || (want.project !== "*" && project !== want.project);
    }
    for (const node of all("#tables > .file")) node.hidden = !node.querySelector(".project:not([hidden])");
    const parts = said();
    document.body.classList.toggle("filtered", parts.length > 0);
    state.textContent = parts.length ? `显示 ${number} 个问题（共 ${items.length} 个）：${parts.join("；")}` : `共 ${items.length} 个问题`;
  };

  /* the projects of the chosen file, or of all files while they are few */
  const offer = () => {
    const file = named("file").value;
    const select = named("project");
    const chosen = select.value;
    const some = groups.filter((group) => file === "*" ? groups.length <= 500 : group.file.file === file);
    select.length = 1;
    for (const group of some) {
      const path = file === "*" && files.length > 1 ? `（${group.file.path}）` : "";
      select.add(new Option(heading(group) + path, group.project));
    }
    select.value = some.some((group) => group.project === chosen) ? chosen : "*";
    select.parentNode.hidden = groups.length < 2;
  };

  /* the state stands in the address, after the # */
  const written = () => {
    const params = new URLSearchParams();
    const checked = boxes.filter((box) => box.checked).map((box) => box.value);
    if (checked.length < boxes.length) params.set("kind", checked.join(" "));
    for (const name of ["rule", "file", "project"]) if (named(name).value !== "*") params.set(name, named(name).value);
    if (named("text").value.trim()) params.set("text", named("text").value.trim());
    if (at) params.set("at", at);
    return String(params);
  };

  const set = (name, value) => {
    const select = named(name);
    select.value = value ?? "*";
    if (select.selectedIndex < 0) select.value = "*";
  };

  const read = () => {
    const hash = location.hash.slice(1);
    const params = new URLSearchParams(hash);
    const plain = hash && !hash.includes("=");
    const kinds = params.has("kind") ? params.get("kind").split(" ") : boxes.map((box) => box.value);
    for (const box of boxes) box.checked = kinds.includes(box.value);
    set("rule", params.get("rule"));
    set("file", params.get("file") ?? (params.has("project") && groups.length > 500 ? params.get("project").split("/")[0] : null));
    offer();
    set("project", params.get("project"));
    named("text").value = params.get("text") ?? "";
    at = plain ? hash : params.get("at") ?? "";
    apply();
    if (at) go(at);
  };

  const save = () => history.replaceState(null, "", `#${written()}`);

  const clear = () => {
    for (const box of boxes) box.checked = true;
    for (const name of ["rule", "file"]) named(name).value = "*";
    named("text").value = "";
    offer();
    named("project").value = "*";
    apply();
  };

  const go = (id) => {
    const target = document.getElementById(id);
    if (!target) return;
    if (target.closest("[hidden]")) {
      clear();
      save();
      state.textContent += "（要看的这一处不在原来的筛选里，筛选已清除）";
    }
    for (const node of all(".here")) node.classList.remove("here");
    target.classList.add("here");
    target.tabIndex = -1;
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  };

  /* one press of a key is not yet a word */
  let timer = 0;
  const changed = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(() => { at = ""; apply(); save(); }, wait);
  };
  form.addEventListener("input", (event) => {
    if (event.target.name === "file") offer();
    changed(event.target.name === "text" && items.length > 1000 ? 250 : 0);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => { event.preventDefault(); at = ""; clear(); save(); });
  document.getElementById("print").addEventListener("click", () => print());
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const filter = link.dataset.filter;
    if (filter) { location.hash = filter; form.scrollIntoView(); return; }
    at = link.getAttribute("href").slice(1);
    const next = `#${written()}`;
    if (next === location.hash) go(at);
    else location.hash = next;
  });
  addEventListener("hashchange", read);

  for (const label of all("[data-filter]")) {
    const link = document.createElement("a");
    link.href = `#${label.dataset.filter}`;
    link.dataset.filter = label.dataset.filter;
    link.title = "只看这些问题";
    link.append(...label.childNodes);
    label.append(link);
    delete label.dataset.filter;
  }
  form.hidden = false;
  read();
})();
