// Adds the reader's own time beside each time of a dialogue's page. Vienna and UTC stand there without it.
"use strict";
{
  const { words } = document.currentScript.dataset;
  const language = document.documentElement.lang;
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

  /** A moment in a zone (the reader's own where none is given): its parts by name. */
  const parts = (moment, timeZone) => {
    const shown = { weekday: "short", day: "numeric", month: "short", ...clock, timeZone };
    const found = new Intl.DateTimeFormat(language, shown).formatToParts(moment);
    return Object.fromEntries(found.map(({ type, value }) => [type, value]));
  };

  const agree = (one, other) => ["day", "hour", "minute"].every((part) => one[part] === other[part]);

  /** The reader's clock, with the day where it is another one than in Vienna; nothing where it is that of Vienna or UTC. */
  const own = (moment) => {
    const [here, vienna, utc] = [undefined, "Europe/Vienna", "UTC"].map((zone) => parts(moment, zone));
    if (agree(here, vienna) || agree(here, utc)) return "";
    const other = here.day !== vienna.day;
    const day = other ? { weekday: "short", day: "numeric", month: "short" } : {};
    return new Intl.DateTimeFormat(language, { ...day, ...clock, timeZoneName: "short" }).format(moment);
  };

  for (const time of document.querySelectorAll("main time[datetime*=T]")) {
    const until = time.dataset.until ? own(new Date(time.dataset.until)) : "";
    const shown = [own(new Date(time.dateTime)), until].filter(Boolean).join(" – ");
    if (!shown || time.closest("details")) continue;
    const note = document.createElement("small");
    note.className = "soft zone";
    note.dir = "auto";
    note.textContent = words.replace("%(time)s", shown);
    time.parentElement.append(document.createElement("br"), note);
  }
}
