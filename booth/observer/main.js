// Which page this is.

const PAGES = {
  board: boardPage,
  mine: minePage,
  verify: verifyPage,
  audit: auditPage,
  watch: watchPage,
};

PAGES[place.page]();
