// Sends a chosen file in pieces over a weak network. Without this script the form posts the file as it always did.
(() => {
  "use strict";
  const BEGIN = "unggahan:";
  const user = document.body.dataset.user || "";
  const DAMAGED = "Berkas rusak di perjalanan. Periksa sambungan, lalu pilih berkasnya lagi.";

  // What was being sent, per person, form and field; and the files themselves, so that a reload can go on by itself.
  const store = {
    read(key) { try { return JSON.parse(localStorage.getItem(key)) || []; } catch { return []; } },
    write(key, records) {
      try {
        if (records.length) localStorage.setItem(key, JSON.stringify(records));
        else localStorage.removeItem(key);
      } catch { /* full or forbidden */ }
    },
    keys() { try { return Object.keys(localStorage).filter((key) => key.startsWith(BEGIN)); } catch { return []; } },
  };
  const DATABASE = "imbas-unggahan";
  const files = (mode, act) => new Promise((done) => {
    const failed = () => done(undefined);
    try {
      const opening = indexedDB.open(DATABASE, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("berkas");
      opening.onerror = failed;
      opening.onsuccess = () => {
        const change = opening.result.transaction("berkas", mode);
        const asked = act(change.objectStore("berkas"));
        change.oncomplete = () => { opening.result.close(); done(asked.result); };
        change.onabort = change.onerror = () => { opening.result.close(); done(undefined); };
      };
    } catch { failed(); }
  });
  const forget = (id) => files("readwrite", (all) => all.delete(`${user}:${id}`));

  // A success message confirms what was sent before it; signing out leaves nothing behind.
  const isConfirmed = document.querySelector(".alert-success") !== null;
  if (isConfirmed) store.keys().forEach((key) => store.write(key, store.read(key).filter((record) => !record.sent)));
  document.querySelectorAll("form[data-sign-out]").forEach((form) => form.addEventListener("submit", () => {
    store.keys().forEach((key) => store.write(key, []));
    try { indexedDB.deleteDatabase(DATABASE); } catch { /* forbidden */ }
  }));

  class Refused extends Error {}

  const size = (octets) => (octets < 1e6 ? `${Math.max(1, Math.round(octets / 1000))} KB`
    : `${(octets / 1e6).toFixed(1).replace(".", ",")} MB`);
  const pause = (tries) => new Promise((done) => {
    const timer = setTimeout(done, Math.min(30, 2 ** tries) * 1000);
    addEventListener("online", () => { clearTimeout(timer); done(); }, { once: true });
  });
  const digest = async (file) => {
    try {
      const hash = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
      return [...new Uint8Array(hash)].map((octet) => octet.toString(16).padStart(2, "0")).join("");
    } catch { return ""; } // only over https
  };

  document.querySelectorAll("input[type=file][data-arriving]").forEach(prepare);

  function prepare(input) {
    const { form } = input;
    const field = `${input.name}_upload`;
    const key = `${BEGIN}${user}:${new URL(form.action).pathname}:${input.name}`;
    const served = form.querySelector(`input[type=hidden][name="${field}"]`);
    const piece = Number(input.dataset.piece);
    let items = [];
    let waiting = null; // the button that was pressed while pieces were still under way
    const list = document.createElement("div");
    list.className = "arriving";
    const status = document.createElement("p");
    status.className = "form-text";
    status.setAttribute("role", "status");
    input.after(list, status);
    const say = (words, isReadOutOnly = false) => {
      status.textContent = words;
      status.classList.toggle("visually-hidden", isReadOutOnly);
    };

    const remember = () => store.write(key, items.filter((item) => item.id && !item.refused).map((item) => (
      { id: item.id, name: item.name, size: item.size, mark: item.mark, sent: item.sent })));

    async function ask(path, options = {}) {
      const answer = await fetch(path, {
        ...options, redirect: "manual", cache: "no-store", credentials: "same-origin", signal: AbortSignal.timeout(120000),
        headers: { Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, ...options.headers },
      });
      if (answer.type === "opaqueredirect") {
        throw new Refused("Sesi Anda berakhir. Masuk lagi di tab lain, lalu muat ulang halaman ini; yang sudah terkirim tetap tersimpan.");
      }
      if (answer.status === 404) return { gone: true };
      if (answer.status >= 500 && answer.status !== 507) throw new Error(String(answer.status));
      const said = await answer.json();
      if (answer.ok || said.offset !== undefined) return said;
      if (answer.status === 507) throw new Error(said.reason);
      throw new Refused(said.reason);
    }

    const next = (item) => {
      if (!item.id) {
        const body = JSON.stringify({ purpose: input.dataset.purpose, name: item.name, size: item.size, sha256: item.sha256 });
        return ask(input.dataset.arriving, { method: "POST", body, headers: { "Content-Type": "application/json" } });
      }
      const path = `${input.dataset.arriving}${item.id}/`;
      if (item.offset === undefined || !item.file) return ask(path);
      const body = item.file.slice(item.offset, item.offset + piece);
      const headers = { "Content-Type": "application/octet-stream", "Upload-Offset": String(item.offset) };
      return ask(path, { method: "PATCH", body, headers });
    };

    async function send(item) {
      let tries = 0;
      let damaged = 0;
      while (!item.whole && !item.dropped) {
        try {
          const said = await next(item);
          if (said.gone) {
            if (!item.file) return drop(item);
            item.id = item.offset = undefined;
            continue;
          }
          if (said.offset < (item.offset || 0) && (damaged += 1) > 2) throw new Refused(DAMAGED);
          if (said.used && !item.picked) return drop(item); // a form took it; only its answer was lost
          item.id = item.id || said.id;
          item.offset = said.offset;
          item.whole = said.whole === true;
          tries = 0;
          remember();
          if (item.file && !item.kept) {
            item.kept = true;
            files("readwrite", (all) => all.put(item.file, `${user}:${item.id}`));
          }
          show(item);
          if (!item.file && !item.whole) return ask_again(item);
        } catch (fault) {
          if (fault instanceof Refused) return refuse(item, fault.message);
          tries += 1;
          item.offset = undefined; // ask the server what has arrived before going on
          show(item, "menunggu sambungan");
          say("Sambungan terputus. Dilanjutkan sendiri begitu tersambung; Anda boleh menunggu di halaman ini.");
          await pause(tries);
        }
      }
      if (item.whole) finish(item);
    }

    function line(item) {
      item.line = document.createElement("div");
      item.text = document.createElement("span");
      item.bar = document.createElement("progress");
      item.bar.max = item.size;
      item.bar.setAttribute("aria-label", `Terkirim dari ${item.name}`);
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-sm btn-outline-secondary";
      button.textContent = "Batal";
      button.setAttribute("aria-label", `Batalkan ${item.name}`);
      button.addEventListener("click", () => { drop(item); if (!input.multiple) input.value = ""; });
      item.line.append(item.text, item.bar, button);
      list.append(item.line);
    }

    function show(item, words = "") {
      if (item.offset !== undefined) item.bar.value = item.offset;
      const percent = Math.floor((100 * item.bar.value) / item.size);
      item.text.textContent = item.whole ? `${item.name} (${size(item.size)}) sudah terkirim`
        : `${item.name}: ${percent}% dari ${size(item.size)}${words ? `, ${words}` : ""}`;
    }

    function finish(item) {
      show(item);
      item.bar.remove();
      item.line.classList.add("whole");
      item.hidden = document.createElement("input");
      Object.assign(item.hidden, { type: "hidden", name: field, value: item.id });
      form.append(item.hidden);
      forget(item.id);
      say("");
      if (waiting && !under_way().length) {
        const button = waiting;
        waiting = null;
        form.requestSubmit(button.form ? button : undefined);
      } else if (!under_way().length) say("Berkas sudah sampai. Simpan atau kirim formulirnya untuk menyelesaikan.");
    }

    function refuse(item, reason) {
      item.refused = true;
      waiting = null;
      item.bar.remove();
      item.line.classList.add("refused");
      item.text.textContent = `${item.name}: ${reason}`;
      say(reason, true); // it stands beside the file already
      remember();
    }

    function ask_again(item) {
      item.paused = true;
      show(item, "terhenti");
      say(`Pengiriman «${item.name}» terhenti. Pilih berkas yang sama untuk melanjutkan, tidak dari awal.`);
    }

    function drop(item) {
      item.dropped = true;
      items = items.filter((other) => other !== item);
      item.line.remove();
      item.hidden?.remove();
      say("");
      if (item.id) forget(item.id);
      remember();
    }

    const under_way = () => items.filter((item) => !item.whole && !item.refused && !item.paused);

    async function start(file) {
      const item = { picked: true, file, name: file.name, size: file.size, mark: `${file.name}:${file.size}:${file.lastModified}` };
      const known = items.find((other) => other.mark === item.mark && other.paused);
      if (known) { item.id = known.id; drop(known); }
      items.push(item);
      line(item);
      show(item);
      item.sha256 = file.size > Number(input.dataset.limit) ? "" : await digest(file); // too large: refused at once
      if (!item.dropped) await send(item);
    }

    input.addEventListener("change", () => {
      if (!input.multiple) {
        if (served) served.value = "";
        form.querySelector(`#div_${input.id} .kept`)?.remove();
        items.filter((item) => !item.paused).forEach(drop);
      }
      [...input.files].filter((file) => file.size > piece).forEach(start); // a small one goes with the form
    });

    // What has arrived in pieces does not travel a second time.
    form.addEventListener("formdata", (event) => {
      const arrived = items.filter((item) => item.whole).map((item) => item.file);
      const rest = [...input.files].filter((file) => !arrived.includes(file));
      if (!arrived.length || !input.files.length) return;
      event.formData.delete(input.name);
      rest.forEach((file) => event.formData.append(input.name, file));
    });

    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (under_way().length && !waiting) {
        event.preventDefault();
        waiting = event.submitter || form;
        say("Berkas masih dikirim; formulir terkirim sendiri setelah selesai. Tekan sekali lagi bila tidak ingin menunggu.");
        return;
      }
      items.forEach((item) => { item.sent = true; });
      remember();
    });

    // Of what was sent with a form that had faults: the server shows what it kept; what was at fault itself is let go.
    const left = store.read(key).filter((record) => String(record.id) !== served?.value);
    left.filter((record) => !(record.sent && input.classList.contains("is-invalid"))).forEach(async (record) => {
      const item = { ...record, sent: false };
      items.push(item);
      line(item);
      show(item);
      item.file = await files("readonly", (all) => all.get(`${user}:${item.id}`));
      send(item);
    });
  }
})();
