// The book's only script: which language is shown, finding and filtering, marking the edges of a clause. No network.
(function () {
  "use strict";
  var root = document.documentElement;
  var LANGS = { zh: "zh", en: "en", both: "zh" };

  function remembered() {
    var asked = /(?:^#|[#&])lang=(zh|en|both)\b/.exec(location.hash);
    if (asked) { return asked[1]; }
    try { return localStorage.getItem("sscard-language"); } catch (none) { return null; }
  }

  function show(which) {
    root.dataset.shown = which;
    root.lang = LANGS[which];
    document.querySelectorAll("[data-show]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.show === which));
    });
  }

  function choose(which) {
    try { localStorage.setItem("sscard-language", which); } catch (none) { /* a private window */ }
    show(which);
  }

  var first = remembered();
  show(first in LANGS ? first : "zh");

  function setUpLanguages() {
    show(root.dataset.shown);
    document.querySelectorAll(".languages").forEach(function (group) { group.hidden = false; });
    document.querySelectorAll("[data-show]").forEach(function (button) {
      button.addEventListener("click", function () { choose(button.dataset.show); });
    });
  }

  // <cite>JS-19 natural_order</cite>: a clause has a hyphen, an assumption has none.
  function linkCitations() {
    document.querySelectorAll("cite").forEach(function (cited) {
      var names = cited.textContent.split(" ");
      cited.textContent = "";
      names.forEach(function (name, place) {
        var link = document.createElement("a");
        var assumed = /^[a-z][a-z0-9_]*$/.test(name);
        var page = assumed ? "assumptions" : "clauses";
        link.href = root.dataset.bound ? "#" + page + "--" + name : page + ".html#" + name;
        link.className = assumed ? "as" : "";
        link.textContent = name;
        cited.append(place ? " " : "", link);
      });
    });
  }

  function holds(list, value) { return !value || (" " + list + " ").indexOf(" " + value + " ") >= 0; }

  function setUpFilters() {
    var form = document.querySelector("form.filters");
    if (!form) { return; }
    var entries = Array.prototype.slice.call(document.querySelectorAll(".entry"));
    var texts = entries.map(function (entry) { return entry.textContent.toLowerCase(); });
    var search = form.querySelector("input[type=search]");
    var selects = Array.prototype.slice.call(form.querySelectorAll("select"));
    var count = form.querySelector("output");

    function apply() {
      var words = search ? search.value.toLowerCase().split(/\s+/).filter(Boolean) : [];
      var shown = 0;
      entries.forEach(function (entry, place) {
        var fits = words.every(function (word) { return texts[place].indexOf(word) >= 0; }) &&
          selects.every(function (select) { return holds(entry.dataset[select.dataset.filter], select.value); });
        entry.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      document.querySelectorAll("section.document").forEach(function (section) {
        section.hidden = !section.querySelector(".entry:not([hidden])");
      });
      count.textContent = shown + " / " + entries.length;
    }

    form.addEventListener("input", apply);
    form.addEventListener("change", apply);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () { setTimeout(apply, 0); });
    window.addEventListener("hashchange", function () {
      var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target && target.closest("[hidden]")) { form.reset(); apply(); target.scrollIntoView(); }
    });
    form.classList.add("ready");
    apply();
  }

  function markEdges() {
    var asked = /[#&]clause=([^&]+)/.exec(location.hash);
    var wanted = asked ? decodeURIComponent(asked[1]) : "";
    var marked = null;
    document.querySelectorAll("[data-clause]").forEach(function (edge) {
      var on = wanted !== "" && holds(edge.getAttribute("data-clause"), wanted);
      edge.classList.toggle("marked", on);
      marked = marked || (on ? edge : null);
      document.querySelectorAll("tr[data-edge='" + edge.id + "']").forEach(function (row) { row.classList.toggle("marked", on); });
    });
    if (marked) { marked.scrollIntoView({ block: "center" }); }
  }

  // An edge that is pointed at or focused is told in the panel, from its rows in the table below the picture.
  function tellEdges() {
    var panel = document.getElementById("panel");
    if (!panel) { return; }
    function tell(edge) {
      panel.textContent = "";
      document.querySelectorAll("tr[data-edge]").forEach(function (row) {
        if (row.dataset.edge !== edge.id) { return; }
        var told = document.createElement("div");
        Array.prototype.forEach.call(row.cells, function (cell) {
          var line = document.createElement("p");
          Array.prototype.forEach.call(cell.childNodes, function (node) { line.append(node.cloneNode(true)); });
          told.append(line);
        });
        told.querySelectorAll(".k").forEach(function (numbers) {
          var listed = numbers.textContent.split(" ");
          numbers.textContent = "";
          listed.filter(Boolean).forEach(function (number) {
            var line = document.createElement("span");
            line.className = "condition";
            Array.prototype.forEach.call(document.getElementById("k-" + number).childNodes, function (node) {
              line.append(node.cloneNode(true));
            });
            numbers.append(line);
          });
        });
        panel.append(told);
      });
      panel.hidden = !panel.firstChild;
    }
    document.querySelectorAll("g.edge").forEach(function (edge) {
      edge.addEventListener("mouseenter", function () { tell(edge); });
      edge.addEventListener("focus", function () { tell(edge); });
      edge.addEventListener("click", function (event) {
        var first = (edge.getAttribute("data-clause") || "").split(" ")[0];
        if (first && !event.target.closest("a")) { location.href = "clauses.html#" + encodeURIComponent(first); }
      });
    });
    document.addEventListener("keydown", function (event) { if (event.key === "Escape") { panel.hidden = true; } });
  }

  document.addEventListener("DOMContentLoaded", function () {
    setUpLanguages();
    linkCitations();
    setUpFilters();
    tellEdges();
    markEdges();
    window.addEventListener("hashchange", markEdges);
    window.addEventListener("beforeprint", function () {
      document.querySelectorAll("details").forEach(function (each) { each.open = true; });
    });
  });
})();
