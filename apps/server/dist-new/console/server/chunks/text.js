// src/lib/format/text.ts
var numbers = new Intl.NumberFormat("en");
/** "1,240". */
var toNumber = (value) => numbers.format(value);
/** "1 person", "1,240 people". */
var toCount = (value, one, many) => `${toNumber(value)} ${value === 1 ? one : many}`;
/** An address part from a name: "Acme GmbH" becomes "acme-gmbh". */
var toSlug = (name) => name.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40);
export { toNumber as n, toSlug as r, toCount as t };

//# sourceMappingURL=text.js.map