import { a as redirect, t as error$1 } from "./exports.js";
// ../../node_modules/.pnpm/@0no-co+graphql.web@1.3.4_graphql@17.1.0/node_modules/@0no-co/graphql.web/dist/graphql.web.mjs
var e$1 = {
	NAME: "Name",
	DOCUMENT: "Document",
	OPERATION_DEFINITION: "OperationDefinition",
	VARIABLE_DEFINITION: "VariableDefinition",
	SELECTION_SET: "SelectionSet",
	FIELD: "Field",
	ARGUMENT: "Argument",
	FRAGMENT_SPREAD: "FragmentSpread",
	INLINE_FRAGMENT: "InlineFragment",
	FRAGMENT_DEFINITION: "FragmentDefinition",
	VARIABLE: "Variable",
	INT: "IntValue",
	FLOAT: "FloatValue",
	STRING: "StringValue",
	BOOLEAN: "BooleanValue",
	NULL: "NullValue",
	ENUM: "EnumValue",
	LIST: "ListValue",
	OBJECT: "ObjectValue",
	OBJECT_FIELD: "ObjectField",
	DIRECTIVE: "Directive",
	NAMED_TYPE: "NamedType",
	LIST_TYPE: "ListType",
	NON_NULL_TYPE: "NonNullType"
};
var GraphQLError = class extends Error {
	constructor(e, r, i, n, t, a, o) {
		if (super(e), this.name = "GraphQLError", this.message = e, t) this.path = t;
		if (r) this.nodes = Array.isArray(r) ? r : [r];
		if (i) this.source = i;
		if (n) this.positions = n;
		if (a) this.originalError = a;
		var l = o;
		if (!l && a) {
			var d = a.extensions;
			if (d && "object" == typeof d) l = d;
		}
		this.extensions = l || {};
	}
	toJSON() {
		return {
			...this,
			message: this.message
		};
	}
	toString() {
		return this.message;
	}
	get [Symbol.toStringTag]() {
		return "GraphQLError";
	}
};
var i;
var n$1;
function error(e) {
	return new GraphQLError(`Syntax Error: Unexpected token at ${n$1} in ${e}`);
}
function advance(e) {
	if (e.lastIndex = n$1, e.test(i)) return i.slice(n$1, n$1 = e.lastIndex);
}
var t$1 = / +(?=[^\s])/y;
function blockString(e) {
	var r = e.split("\n");
	var i = "";
	var n = 0;
	var a = 0;
	var o = r.length - 1;
	for (var l = 0; l < r.length; l++) if (t$1.lastIndex = 0, t$1.test(r[l])) {
		if (l && (!n || t$1.lastIndex < n)) n = t$1.lastIndex;
		a = a || l, o = l;
	}
	for (var d = a; d <= o; d++) {
		if (d !== a) i += "\n";
		i += r[d].slice(n).replace(/\\"""/g, "\"\"\"");
	}
	return i;
}
function ignored() {
	for (var e = 0 | i.charCodeAt(n$1++); 9 === e || 10 === e || 13 === e || 32 === e || 35 === e || 44 === e || 65279 === e; e = 0 | i.charCodeAt(n$1++)) if (35 === e) for (; (e = 0 | i.charCodeAt(n$1++)) && 10 !== e && 13 !== e;);
	n$1--;
}
function name() {
	var e = n$1;
	for (var r = 0 | i.charCodeAt(n$1++); r >= 48 && r <= 57 || r >= 65 && r <= 90 || 95 === r || r >= 97 && r <= 122; r = 0 | i.charCodeAt(n$1++));
	if (e === n$1 - 1) throw error("Name");
	var t = i.slice(e, --n$1);
	return ignored(), t;
}
function nameNode() {
	return {
		kind: "Name",
		value: name()
	};
}
var a = /(?:"""|(?:[\s\S]*?[^\\])""")/y;
var o = /(?:(?:\.\d+)?[eE][+-]?\d+|\.\d+)/y;
function value(e) {
	var r;
	switch (i.charCodeAt(n$1)) {
		case 91:
			n$1++, ignored();
			var t = [];
			for (; 93 !== i.charCodeAt(n$1);) t.push(value(e));
			return n$1++, ignored(), {
				kind: "ListValue",
				values: t
			};
		case 123:
			n$1++, ignored();
			var l = [];
			for (; 125 !== i.charCodeAt(n$1);) {
				var d = nameNode();
				if (58 !== i.charCodeAt(n$1++)) throw error("ObjectField");
				ignored(), l.push({
					kind: "ObjectField",
					name: d,
					value: value(e)
				});
			}
			return n$1++, ignored(), {
				kind: "ObjectValue",
				fields: l
			};
		case 36:
			if (e) throw error("Variable");
			return n$1++, {
				kind: "Variable",
				name: nameNode()
			};
		case 34: if (34 === i.charCodeAt(n$1 + 1) && 34 === i.charCodeAt(n$1 + 2)) {
			if (n$1 += 3, null == (r = advance(a))) throw error("StringValue");
			return ignored(), {
				kind: "StringValue",
				value: blockString(r.slice(0, -3)),
				block: !0
			};
		} else {
			var u = n$1;
			var s;
			n$1++;
			var c = !1;
			for (s = 0 | i.charCodeAt(n$1++); 92 === s && (n$1++, c = !0) || 10 !== s && 13 !== s && 34 !== s && s; s = 0 | i.charCodeAt(n$1++));
			if (34 !== s) throw error("StringValue");
			return r = i.slice(u, n$1), ignored(), {
				kind: "StringValue",
				value: c ? JSON.parse(r) : r.slice(1, -1),
				block: !1
			};
		}
		case 45:
		case 48:
		case 49:
		case 50:
		case 51:
		case 52:
		case 53:
		case 54:
		case 55:
		case 56:
		case 57:
			var v = n$1++;
			var f;
			for (; (f = 0 | i.charCodeAt(n$1++)) >= 48 && f <= 57;);
			var m = i.slice(v, --n$1);
			if (46 === (f = i.charCodeAt(n$1)) || 69 === f || 101 === f) {
				if (null == (r = advance(o))) throw error("FloatValue");
				return ignored(), {
					kind: "FloatValue",
					value: m + r
				};
			} else return ignored(), {
				kind: "IntValue",
				value: m
			};
		case 110: if (117 === i.charCodeAt(n$1 + 1) && 108 === i.charCodeAt(n$1 + 2) && 108 === i.charCodeAt(n$1 + 3)) return n$1 += 4, ignored(), { kind: "NullValue" };
		else break;
		case 116: if (114 === i.charCodeAt(n$1 + 1) && 117 === i.charCodeAt(n$1 + 2) && 101 === i.charCodeAt(n$1 + 3)) return n$1 += 4, ignored(), {
			kind: "BooleanValue",
			value: !0
		};
		else break;
		case 102: if (97 === i.charCodeAt(n$1 + 1) && 108 === i.charCodeAt(n$1 + 2) && 115 === i.charCodeAt(n$1 + 3) && 101 === i.charCodeAt(n$1 + 4)) return n$1 += 5, ignored(), {
			kind: "BooleanValue",
			value: !1
		};
		else break;
	}
	return {
		kind: "EnumValue",
		value: name()
	};
}
function arguments_(e) {
	if (40 === i.charCodeAt(n$1)) {
		var r = [];
		n$1++, ignored();
		do {
			var t = nameNode();
			if (58 !== i.charCodeAt(n$1++)) throw error("Argument");
			ignored(), r.push({
				kind: "Argument",
				name: t,
				value: value(e)
			});
		} while (41 !== i.charCodeAt(n$1));
		return n$1++, ignored(), r;
	}
}
function directives(e) {
	if (64 === i.charCodeAt(n$1)) {
		var r = [];
		do
			n$1++, r.push({
				kind: "Directive",
				name: nameNode(),
				arguments: arguments_(e)
			});
		while (64 === i.charCodeAt(n$1));
		return r;
	}
}
function type() {
	var e = 0;
	for (; 91 === i.charCodeAt(n$1);) e++, n$1++, ignored();
	var r = {
		kind: "NamedType",
		name: nameNode()
	};
	do {
		if (33 === i.charCodeAt(n$1)) n$1++, ignored(), r = {
			kind: "NonNullType",
			type: r
		};
		if (e) {
			if (93 !== i.charCodeAt(n$1++)) throw error("NamedType");
			ignored(), r = {
				kind: "ListType",
				type: r
			};
		}
	} while (e--);
	return r;
}
function selectionSetStart() {
	if (123 !== i.charCodeAt(n$1++)) throw error("SelectionSet");
	return ignored(), selectionSet();
}
function selectionSet() {
	var e = [];
	do
		if (46 === i.charCodeAt(n$1)) {
			if (46 !== i.charCodeAt(++n$1) || 46 !== i.charCodeAt(++n$1)) throw error("SelectionSet");
			switch (n$1++, ignored(), i.charCodeAt(n$1)) {
				case 64:
					e.push({
						kind: "InlineFragment",
						typeCondition: void 0,
						directives: directives(!1),
						selectionSet: selectionSetStart()
					});
					break;
				case 111:
					if (110 === i.charCodeAt(n$1 + 1)) n$1 += 2, ignored(), e.push({
						kind: "InlineFragment",
						typeCondition: {
							kind: "NamedType",
							name: nameNode()
						},
						directives: directives(!1),
						selectionSet: selectionSetStart()
					});
					else e.push({
						kind: "FragmentSpread",
						name: nameNode(),
						directives: directives(!1)
					});
					break;
				case 123:
					n$1++, ignored(), e.push({
						kind: "InlineFragment",
						typeCondition: void 0,
						directives: void 0,
						selectionSet: selectionSet()
					});
					break;
				default: e.push({
					kind: "FragmentSpread",
					name: nameNode(),
					directives: directives(!1)
				});
			}
		} else {
			var r = nameNode();
			var t = void 0;
			if (58 === i.charCodeAt(n$1)) n$1++, ignored(), t = r, r = nameNode();
			var a = arguments_(!1);
			var o = directives(!1);
			var l = void 0;
			if (123 === i.charCodeAt(n$1)) n$1++, ignored(), l = selectionSet();
			e.push({
				kind: "Field",
				alias: t,
				name: r,
				arguments: a,
				directives: o,
				selectionSet: l
			});
		}
	while (125 !== i.charCodeAt(n$1));
	return n$1++, ignored(), {
		kind: "SelectionSet",
		selections: e
	};
}
function variableDefinitions() {
	if (ignored(), 40 === i.charCodeAt(n$1)) {
		var e = [];
		n$1++, ignored();
		do {
			var r = void 0;
			if (34 === i.charCodeAt(n$1)) r = value(!0);
			if (36 !== i.charCodeAt(n$1++)) throw error("Variable");
			var t = nameNode();
			if (58 !== i.charCodeAt(n$1++)) throw error("VariableDefinition");
			ignored();
			var a = type();
			var o = void 0;
			if (61 === i.charCodeAt(n$1)) n$1++, ignored(), o = value(!0);
			ignored();
			var l = {
				kind: "VariableDefinition",
				variable: {
					kind: "Variable",
					name: t
				},
				type: a,
				defaultValue: o,
				directives: directives(!0)
			};
			if (r) l.description = r;
			e.push(l);
		} while (41 !== i.charCodeAt(n$1));
		return n$1++, ignored(), e;
	}
}
function fragmentDefinition(e) {
	var r = nameNode();
	if (111 !== i.charCodeAt(n$1++) || 110 !== i.charCodeAt(n$1++)) throw error("FragmentDefinition");
	ignored();
	var t = {
		kind: "FragmentDefinition",
		name: r,
		typeCondition: {
			kind: "NamedType",
			name: nameNode()
		},
		directives: directives(!1),
		selectionSet: selectionSetStart()
	};
	if (e) t.description = e;
	return t;
}
function definitions() {
	var e = [];
	do {
		var r = void 0;
		if (34 === i.charCodeAt(n$1)) r = value(!0);
		if (123 === i.charCodeAt(n$1)) {
			if (r) throw error("Document");
			n$1++, ignored(), e.push({
				kind: "OperationDefinition",
				operation: "query",
				name: void 0,
				variableDefinitions: void 0,
				directives: void 0,
				selectionSet: selectionSet()
			});
		} else {
			var t = name();
			switch (t) {
				case "fragment":
					e.push(fragmentDefinition(r));
					break;
				case "query":
				case "mutation":
				case "subscription":
					var a;
					var o = void 0;
					if (40 !== (a = i.charCodeAt(n$1)) && 64 !== a && 123 !== a) o = nameNode();
					var l = {
						kind: "OperationDefinition",
						operation: t,
						name: o,
						variableDefinitions: variableDefinitions(),
						directives: directives(!1),
						selectionSet: selectionSetStart()
					};
					if (r) l.description = r;
					e.push(l);
					break;
				default: throw error("Document");
			}
		}
	} while (n$1 < i.length);
	return e;
}
function parse(e, r) {
	if (i = e.body ? e.body : e, n$1 = 0, ignored(), r && r.noLocation) return {
		kind: "Document",
		definitions: definitions()
	};
	else return {
		kind: "Document",
		definitions: definitions(),
		loc: {
			start: 0,
			end: i.length,
			startToken: void 0,
			endToken: void 0,
			source: {
				body: i,
				name: "graphql.web",
				locationOffset: {
					line: 1,
					column: 1
				}
			}
		}
	};
}
function mapJoin(e, r, i) {
	var n = "";
	for (var t = 0; t < e.length; t++) {
		if (t) n += r;
		n += i(e[t]);
	}
	return n;
}
function printString(e) {
	return JSON.stringify(e);
}
function printBlockString(e) {
	return "\"\"\"\n" + e.replace(/"""/g, "\\\"\"\"") + "\n\"\"\"";
}
var d = "\n";
var u = {
	OperationDefinition(e) {
		var r = "";
		if (e.description) r += u.StringValue(e.description) + "\n";
		if (r += e.operation, e.name) r += " " + e.name.value;
		if (e.variableDefinitions && e.variableDefinitions.length) {
			if (!e.name) r += " ";
			r += "(" + mapJoin(e.variableDefinitions, ", ", u.VariableDefinition) + ")";
		}
		if (e.directives && e.directives.length) r += " " + mapJoin(e.directives, " ", u.Directive);
		var i = u.SelectionSet(e.selectionSet);
		return "query" !== r ? r + " " + i : i;
	},
	VariableDefinition(e) {
		var r = "";
		if (e.description) r += u.StringValue(e.description) + " ";
		if (r += u.Variable(e.variable) + ": " + _print(e.type), e.defaultValue) r += " = " + _print(e.defaultValue);
		if (e.directives && e.directives.length) r += " " + mapJoin(e.directives, " ", u.Directive);
		return r;
	},
	Field(e) {
		var r = e.alias ? e.alias.value + ": " + e.name.value : e.name.value;
		if (e.arguments && e.arguments.length) {
			var i = mapJoin(e.arguments, ", ", u.Argument);
			if (r.length + i.length + 2 > 80) r += "(" + (d += "  ") + mapJoin(e.arguments, d, u.Argument) + (d = d.slice(0, -2)) + ")";
			else r += "(" + i + ")";
		}
		if (e.directives && e.directives.length) r += " " + mapJoin(e.directives, " ", u.Directive);
		if (e.selectionSet && e.selectionSet.selections.length) r += " " + u.SelectionSet(e.selectionSet);
		return r;
	},
	StringValue(e) {
		if (e.block) return printBlockString(e.value).replace(/\n/g, d);
		else return printString(e.value);
	},
	BooleanValue: (e) => "" + e.value,
	NullValue: (e) => "null",
	IntValue: (e) => e.value,
	FloatValue: (e) => e.value,
	EnumValue: (e) => e.value,
	Name: (e) => e.value,
	Variable: (e) => "$" + e.name.value,
	ListValue: (e) => "[" + mapJoin(e.values, ", ", _print) + "]",
	ObjectValue: (e) => "{" + mapJoin(e.fields, ", ", u.ObjectField) + "}",
	ObjectField: (e) => e.name.value + ": " + _print(e.value),
	Document(e) {
		if (!e.definitions || !e.definitions.length) return "";
		else return mapJoin(e.definitions, "\n\n", _print);
	},
	SelectionSet: (e) => "{" + (d += "  ") + mapJoin(e.selections, d, _print) + (d = d.slice(0, -2)) + "}",
	Argument: (e) => e.name.value + ": " + _print(e.value),
	FragmentSpread(e) {
		var r = "..." + e.name.value;
		if (e.directives && e.directives.length) r += " " + mapJoin(e.directives, " ", u.Directive);
		return r;
	},
	InlineFragment(e) {
		var r = "...";
		if (e.typeCondition) r += " on " + e.typeCondition.name.value;
		if (e.directives && e.directives.length) r += " " + mapJoin(e.directives, " ", u.Directive);
		return r += " " + u.SelectionSet(e.selectionSet);
	},
	FragmentDefinition(e) {
		var r = "";
		if (e.description) r += u.StringValue(e.description) + "\n";
		if (r += "fragment " + e.name.value, r += " on " + e.typeCondition.name.value, e.directives && e.directives.length) r += " " + mapJoin(e.directives, " ", u.Directive);
		return r + " " + u.SelectionSet(e.selectionSet);
	},
	Directive(e) {
		var r = "@" + e.name.value;
		if (e.arguments && e.arguments.length) r += "(" + mapJoin(e.arguments, ", ", u.Argument) + ")";
		return r;
	},
	NamedType: (e) => e.name.value,
	ListType: (e) => "[" + _print(e.type) + "]",
	NonNullType: (e) => _print(e.type) + "!"
};
var _print = (e) => u[e.kind](e);
function print(e) {
	return d = "\n", u[e.kind] ? u[e.kind](e) : "";
}
// src/lib/server/sign-in-path.ts
/** The sign-in page, which leads back to where the reader wanted to go. */
function signInPath(url) {
	const wanted = url.pathname + url.search;
	return wanted === "/" ? "/sign-in" : `/sign-in?return=${encodeURIComponent(wanted)}`;
}
// src/lib/server/graphql/client.ts
/**
* Asks the GraphQL API, for a query or a mutation. Leaves for the sign-in page when nobody is signed in, and for the error
* page when nothing could be answered; a part that the caller may not see is null.
*/
async function request(event, document, variables) {
	const { data, problems } = await requestWithProblems(event, document, variables);
	const unforeseen = problems.find(({ extensions }) => extensions?.code !== "FORBIDDEN");
	if (unforeseen !== void 0) refuse(unforeseen);
	return data;
}
/** Like `request`, for a page that shows itself what was wrong with its filter. */
async function requestWithProblems(event, document, variables) {
	const answer = await readAnswer(await event.fetch("/graphql", {
		method: "POST",
		headers: {
			accept: "application/graphql-response+json, application/json",
			"content-type": "application/json",
			origin: event.url.origin,
			"x-rollcall-csrf": "1"
		},
		body: JSON.stringify({
			query: print(document),
			variables
		})
	}));
	const problems = answer.errors ?? [];
	if (problems.some(({ extensions }) => extensions?.code === "UNAUTHENTICATED")) redirect(303, signInPath(event.url));
	const { data } = answer;
	if (data === void 0 || data === null || isEmpty(data)) {
		const [first] = problems;
		if (first !== void 0 || data === void 0 || data === null) refuse(first);
	}
	return {
		data,
		problems
	};
}
async function readAnswer(response) {
	if (!response.headers.get("content-type")?.includes("json")) refuse({ message: `status ${response.status}` });
	return await response.json();
}
var isEmpty = (data) => Object.values(data).every((value) => value === null);
function refuse(problem) {
	const { code, requestId } = problem?.extensions ?? {};
	if (code === "FORBIDDEN") error$1(403, problem?.message ?? "Your role does not allow this.");
	if (code === "RATE_LIMITED") error$1(429, problem?.message ?? "Too many attempts.");
	console.error("GraphQL API:", problem?.message, requestId ?? "");
	error$1(502, requestId === void 0 ? "The API did not answer." : `Request ${requestId} has the details.`);
}
// ../../node_modules/.pnpm/gql.tada@1.11.3_@gql.tada+svelte-support@1.0.2_svelte@5.57.3_typescript@6.0.3__graphql@17.1.0_typescript@6.0.3/node_modules/gql.tada/dist/gql-tada.mjs
var n = 0;
var e = /* @__PURE__ */ new Set();
function initGraphQLTada() {
	function graphql(t, i) {
		var o = parse(t).definitions;
		var s = /* @__PURE__ */ new Set();
		for (var d of i || []) for (var f of d.definitions) if (f.kind === e$1.FRAGMENT_DEFINITION && !s.has(f)) {
			o.push(f);
			s.add(f);
		}
		var c;
		if ((c = o[0].kind === e$1.FRAGMENT_DEFINITION) && o[0].directives) o[0].directives = o[0].directives.filter(((r) => "_unmask" !== r.name.value));
		var u;
		return {
			kind: e$1.DOCUMENT,
			definitions: o,
			get loc() {
				if (!u && c) {
					var r = t + function concatLocSources(r) {
						try {
							n++;
							var a = "";
							for (var t of r) if (!e.has(t)) {
								e.add(t);
								var { loc: i } = t;
								if (i) a += i.source.body;
							}
							return a;
						} finally {
							if (0 == --n) e.clear();
						}
					}(i || []);
					return {
						start: 0,
						end: r.length,
						source: {
							body: r,
							name: "GraphQLTada",
							locationOffset: {
								line: 1,
								column: 1
							}
						}
					};
				}
				return u;
			},
			set loc(r) {
				u = r;
			}
		};
	}
	graphql.scalar = function scalar(r, a) {
		return a;
	};
	graphql.persisted = function persisted(a, n) {
		return {
			kind: e$1.DOCUMENT,
			definitions: n ? n.definitions : [],
			documentId: a
		};
	};
	return graphql;
}
initGraphQLTada();
// src/lib/server/graphql/documents.ts
/** Writes a typed GraphQL document. The types come from the API's published schema; nothing is generated per query. */
var graphql = initGraphQLTada();
export { signInPath as i, request as n, requestWithProblems as r, graphql as t };

//# sourceMappingURL=documents.js.map