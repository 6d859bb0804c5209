"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;
  const theme = byId("theme");
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  const selectText = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".copy");
    if (!button) return;
    const text = button.closest(".message").querySelector(".text");
    let done = false;
    try {
      await navigator.clipboard.writeText(text.textContent);
      done = true;
    } catch {
      selectText(text);
      done = document.execCommand("copy");
    }
    button.textContent = done ? "Copied" : "Selected: press Ctrl+C";
    setTimeout(() => { button.textContent = "Copy"; }, 2500);
  });

  const data = JSON.parse(byId("data").textContent);
  const [NAME, TITLE, FIRM, EMAIL, PHONE, URL, COUNTRY, ASKS, OFFERS, EVENTS, CHECK, MEETS] = Array(12).keys();
  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const named = (places) => places.map((i) => data.topics[i]);
  const haystack = data.rows.map((r) => fold(
    [r[NAME], r[TITLE], r[FIRM], r[EMAIL], r[PHONE], r[EVENTS], ...named(r[ASKS]), ...named(r[OFFERS])].join("\n")));
  const option = (select, names) => {
    names.map((name, i) => [name, i]).sort((a, b) => a[0].localeCompare(b[0])).forEach(([name, i]) => {
      const o = document.createElement("option");
      o.value = i;
      o.textContent = name;
      select.append(o);
    });
  };
  option(byId("topic"), data.topics);
  option(byId("country"), data.countries);
  ["topic", "country"].forEach((id) => { byId(id).parentElement.hidden = byId(id).options.length < 2; });

  const STEP = 100;
  let shown = STEP;
  const element = (tag, text, attributes = {}) => {
    const node = document.createElement(tag);
    if (text) node.textContent = text;
    Object.entries(attributes).forEach(([k, v]) => node.setAttribute(k, v));
    return node;
  };
  const sides = (asks, offers) => {
    const cell = element("td");
    [["asks", asks], ["offers", offers]].forEach(([side, places]) => {
      if (!places.length) return;
      const line = element("span", "", { class: "sided" });
      const box = element("span", "", { class: "tags" });
      named(places).forEach((name) => box.append(element("span", name, { class: "tag" })));
      line.append(element("span", side, { class: "side" }), box);
      cell.append(line);
    });
    return cell;
  };
  const meetings = (meets) => {
    const cell = element("td", "", { class: "meets" });
    meets.forEach(([other, about, id]) => {
      const one = element("span", "", { class: "meet" });
      one.append(id ? element("a", other, { href: `#intro-${id}` }) : other);
      one.append(element("span", named(about).join(", "), { class: "place" }));
      cell.append(one);
    });
    return cell;
  };
  // the card of an introduction may lie in a part of the page that is closed
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#intro-']");
    const part = link && byId(link.hash.slice(1)).closest("details");
    if (part) part.open = true;
  });
  const broken = (email) => {
    const [name, ...firm] = email.split("@");
    return firm.length ? [`${name}@`, document.createElement("wbr"), firm.join("@")] : [name];
  };
  const line = (r) => {
    const tr = document.createElement("tr");
    const name = element("th", "", { scope: "row" });
    const label = r[NAME] || "(no name)";
    name.append(r[URL] ? element("a", label, { href: r[URL], rel: "noreferrer noopener", target: "_blank" }) : label);
    if (r[CHECK]) name.append(" ", element("mark", "check", { title: r[CHECK] }));
    const job = element("td", [r[TITLE], r[FIRM]].filter(Boolean).join(", "));
    if (r[COUNTRY] >= 0) job.append(element("span", data.countries[r[COUNTRY]], { class: "place" }));
    const contact = element("td");
    if (r[EMAIL]) {
      const mail = element("a", "", { href: "mailto:" + encodeURIComponent(r[EMAIL]).replace("%40", "@") });
      mail.append(...broken(r[EMAIL]));
      contact.append(mail);
    }
    if (r[EMAIL] && r[PHONE]) contact.append(document.createElement("br"));
    if (r[PHONE]) contact.append(element("a", r[PHONE], { href: "tel:" + r[PHONE], class: "phone" }));
    tr.append(name, job, contact, sides(r[ASKS], r[OFFERS]), meetings(r[MEETS]));
    return tr;
  };
  const show = () => {
    const words = fold(byId("q").value).split(/\s+/).filter(Boolean);
    const topic = byId("topic").value;
    const country = byId("country").value;
    const doubtful = byId("tocheck").checked;
    const found = data.rows.filter((r, i) =>
      words.every((w) => haystack[i].includes(w)) &&
      (topic === "" || r[ASKS].includes(+topic) || r[OFFERS].includes(+topic)) &&
      (country === "" || r[COUNTRY] === +country) && (!doubtful || r[CHECK]));
    byId("list").tBodies[0].replaceChildren(...found.slice(0, shown).map(line));
    byId("list").hidden = !found.length;
    byId("showmore").hidden = found.length <= shown;
    byId("count").textContent = `${found.length.toLocaleString("en")} of ${data.rows.length.toLocaleString("en")} people`;
  };
  const restart = () => { shown = STEP; show(); };
  ["q", "topic", "country", "tocheck"].forEach((id) => byId(id).addEventListener("input", restart));
  byId("showmore").addEventListener("click", () => { shown += STEP; show(); });
  show();
})();
