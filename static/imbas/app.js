// Small comforts; every page works without them. Nothing here decides anything.
(() => {
  "use strict";
  const script = document.currentScript;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // htmx is fetched only by pages that use it.
  if (document.querySelector("[hx-get], [hx-post]")) {
    const htmx = document.createElement("script");
    htmx.src = script.dataset.htmx;
    htmx.onload = () => window.htmx.process(document.body); // it may arrive after the page was ready
    document.head.append(htmx);
  }

  // Files in pieces, too, only where a form takes one.
  if (document.querySelector("input[type=file][data-arriving]")) {
    const arriving = document.createElement("script");
    arriving.src = script.dataset.arriving;
    document.head.append(arriving);
  }

  // "/" goes to the search, Escape closes the open menu.
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const search = document.getElementById("cari");
    if (event.key === "/" && !typing && search) {
      event.preventDefault();
      search.focus();
    }
    if (event.key === "Escape") all("details.person[open]").forEach((menu) => { menu.open = false; });
  });
  document.addEventListener("click", (event) => {
    all("details.person[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  // What is wrong is read first.
  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();

  // Copy a text: <button type="button" data-copy="#id-of-the-text" hidden>.
  all("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const source = document.querySelector(button.dataset.copy);
      const text = source.value ?? source.textContent.trim();
      const label = button.textContent;
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = "Tersalin";
        setTimeout(() => { button.textContent = label; }, 2000);
      } catch {
        const range = document.createRange();
        range.selectNodeContents(source);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        if (source.select) source.select();
      }
    });
  });

  // Put a text where the cursor stands: <button type="button" data-insert="{tahun}" data-into="#id" hidden>.
  all("[data-insert]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const field = document.querySelector(button.dataset.into);
      field.setRangeText(button.dataset.insert, field.selectionStart, field.selectionEnd, "end");
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });

  // Drafts: what was typed into <form data-draft="name"> and not yet confirmed by the server, per person and page.
  const BEGIN = "draf:";
  const user = document.body.dataset.user || "";
  const store = {
    read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    write(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* forbidden */ } },
    keys() { try { return Object.keys(localStorage).filter((key) => key.startsWith(BEGIN)); } catch { return []; } },
  };
  const KEPT = "input:not([type=hidden]):not([type=password]):not([type=file]):not([type=submit]), textarea, select";
  const fields = (form) => all(KEPT, form).filter((field) => field.name && !field.closest("[data-private]"));
  const fieldKey = (field) => (/^(checkbox|radio)$/.test(field.type) ? `${field.name}=${field.value}` : field.name);
  const valueOf = (field) => {
    if (/^(checkbox|radio)$/.test(field.type)) return field.checked;
    return field.multiple ? [...field.selectedOptions].map((option) => option.value).join("\n") : field.value;
  };
  const snapshot = (form) => Object.fromEntries(fields(form).map((field) => [fieldKey(field), valueOf(field)]));
  const restore = (form, typed) => fields(form).forEach((field) => {
    const value = typed[fieldKey(field)];
    if (value === undefined) return;
    if (typeof value === "boolean") field.checked = value;
    else if (field.multiple) [...field.options].forEach((o) => { o.selected = value.split("\n").includes(o.value); });
    else field.value = value;
  });

  // A success message confirms what was sent before it.
  if (document.querySelector(".alert-success")) {
    store.keys().filter((key) => store.read(key)?.sent).forEach((key) => store.drop(key));
  }

  all("form[data-draft]").forEach((form) => {
    const key = `${BEGIN}${user}:${location.pathname}:${form.dataset.draft}`;
    const served = snapshot(form);
    const differs = (typed) => Object.entries(typed).some(([name, value]) => name in served && served[name] !== value);
    const kept = store.read(key);
    if (kept && differs(kept.typed)) offer(form, key, kept);
    else store.drop(key);

    const hint = document.createElement("span");
    hint.className = "unsaved";
    hint.setAttribute("role", "status");
    (form.querySelector(".save") || form).append(hint);
    let timer = 0;
    let dirty = false;
    const keep = () => {
      const typed = snapshot(form);
      dirty = differs(typed);
      hint.textContent = dirty ? "Ada perubahan yang belum disimpan" : "";
      if (dirty) store.write(key, { typed, at: new Date().toISOString() });
      else store.drop(key);
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 300); });
    form.addEventListener("change", keep);
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented || event.submitter?.formTarget === "_blank") return;
      clearTimeout(timer);
      keep();
      if (dirty) store.write(key, { ...store.read(key), sent: true });
      dirty = false;
    });
    addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
  });

  function offer(form, key, kept) {
    const box = document.createElement("div");
    box.className = "alert alert-info draft-offer";
    box.setAttribute("role", "status");
    const when = new Date(kept.at).toLocaleString("id-ID", { dateStyle: "medium", timeStyle: "short" });
    const text = document.createElement("span");
    text.textContent = `Isian Anda dari ${when} belum tersimpan di Imbas. `;
    const button = (label, style, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = `btn btn-sm ${style}`;
      made.textContent = label;
      made.addEventListener("click", () => { act(); box.remove(); });
      return made;
    };
    box.append(
      text,
      button("Pulihkan isian", "btn-primary", () => {
        restore(form, kept.typed);
        form.dispatchEvent(new Event("change", { bubbles: true }));
      }),
      button("Buang", "btn-outline-secondary", () => store.drop(key)),
    );
    form.prepend(box);
  }

  all("form[data-sign-out]").forEach((form) => {
    form.addEventListener("submit", () => store.keys().forEach((key) => store.drop(key)));
  });

  // Ask before what cannot be undone: <form data-confirm="…"> or <button data-confirm="…">.
  const confirmed = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const question = event.submitter?.dataset.confirm || form.dataset.confirm;
    if (!question || confirmed.has(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(question, event.submitter, () => { confirmed.add(form); form.requestSubmit(event.submitter); confirmed.delete(form); });
  }, true);

  function ask(question, opener, act) {
    const dialog = document.createElement("dialog");
    dialog.className = "ask-first";
    dialog.setAttribute("aria-label", "Konfirmasi");
    const text = document.createElement("p");
    text.textContent = question;
    const yes = document.createElement("button");
    yes.className = "btn btn-primary";
    yes.textContent = opener?.textContent.trim() || "Lanjutkan";
    const no = document.createElement("button");
    no.className = "btn btn-outline-secondary";
    no.textContent = "Batal";
    no.autofocus = true;
    no.addEventListener("click", () => dialog.close());
    yes.addEventListener("click", () => { dialog.close(); act(); });
    dialog.addEventListener("close", () => { dialog.remove(); opener?.focus(); });
    dialog.append(text, yes, " ", no);
    document.body.append(dialog);
    dialog.showModal();
  }

  // One press, one act.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || event.submitter?.formTarget === "_blank") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    const buttons = all("button:not([type=button])", form);
    setTimeout(() => buttons.forEach((button) => { button.disabled = true; }), 0);
    setTimeout(() => release(form), 15000);
  });
  function release(form) {
    delete form.dataset.sent;
    all("button:not([type=button])", form).forEach((button) => { button.disabled = false; });
  }
  addEventListener("pageshow", (event) => { if (event.persisted) all("form[data-sent]").forEach(release); });
})();
