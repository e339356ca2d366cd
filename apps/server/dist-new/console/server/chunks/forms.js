import { n as fail } from "./exports.js";
// src/lib/server/forms.ts
/** The text of a field, without blanks around it; empty when it is missing. */
function textOf(form, name) {
	const value = form.get(name);
	return typeof value === "string" ? value.trim() : "";
}
/** A secret exactly as typed: blanks count. */
function secretOf(form, name) {
	const value = form.get(name);
	return typeof value === "string" ? value : "";
}
/** The text of a field, or null when it is empty: the API's word for "none". */
var optionalTextOf = (form, name) => textOf(form, name) || null;
/** One of the given values; the first when the field holds none of them. */
function choiceOf(form, name, values) {
	const text = textOf(form, name);
	return values.find((value) => value === text) ?? values[0];
}
/**
* A failed action: each message beside the field it is about, `form` for the rest. Fields keep what was typed, except for
* those that hold secrets.
*/
function failure(errors, form, about = "form") {
	const values = {};
	for (const [name, value] of form) if (typeof value === "string" && !/password|code/i.test(name)) values[name] = value;
	return fail(422, {
		about,
		errors,
		values
	});
}
/** The messages of a mutation's userErrors by field, or undefined when there are none. */
function toFormErrors(userErrors, fields) {
	if (userErrors.length === 0) return void 0;
	const errors = {};
	for (const { path, message } of userErrors) {
		const field = path.at(-1) ?? "form";
		const key = fields.includes(field) ? field : "form";
		errors[key] ??= message;
	}
	return errors;
}
/** What an unanswered mutation looks like to the one who sent the form. */
var NOTHING_CHANGED = { form: "That did not work on our side. Nothing was changed. Try again." };
var DAY_MS = 864e5;
/** When something created now stops working: a number of days, or never. */
function expiryOf(form, now = Date.now()) {
	const days = Number(textOf(form, "expires"));
	return Number.isInteger(days) && days > 0 && days <= 3650 ? new Date(now + days * DAY_MS).toISOString() : null;
}
export { optionalTextOf as a, toFormErrors as c, failure as i, choiceOf as n, secretOf as o, expiryOf as r, textOf as s, NOTHING_CHANGED as t };

//# sourceMappingURL=forms.js.map