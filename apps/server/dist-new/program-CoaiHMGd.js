import { $ as updateDirectory, $t as checkName, A as listDirectoryRoles, B as listNotices, Br as StoreSetupError, Bt as listAuditEvents, D as listBrakeHolds, En as standingPosition, Et as editUser, F as decideLinkRequest, Fr as OutcomeUnknownError, G as listPeopleByStanding, H as verifyLicences, Ht as listApiKeys, I as listLinkRequests, Jt as ADMIN_ROLES, Kt as createApiKey, L as createOrganisation, Lt as verifyAudit, M as purgeUser, N as getRequestRecord, Nn as connectStore, O as releaseBrake, P as listRequestRecords, Pr as NotFoundError, Q as listGroupRoles, Rr as StaleVersionError, V as dismissNotice, Vr as StoreUnavailableError, W as listLicences, X as confirmGroupRole, Z as dismissGroupRole, _n as revokeApiKey, _t as revokeCredential, a as ConfigError, at as createDirectory, bn as listTenants, br as restoreBackup, bt as createToken, c as getTenant, ct as listPolicies, d as listUserRoles, dt as applyDefinitions, en as parseDuration, et as checkRateLimit, fn as InvalidInputError, ft as getDefinitions, gt as listCredentials, ht as findCredentialById, i as openKeyring, it as checkRolePrefix, k as previewPolicy, l as listTenants$1, lt as checkAlias, mt as rotateCredential, n as commandLineContext, nt as listDirectories, o as readConfig, ot as applyPolicy, pt as removeDefinition, q as explainUser, qn as ScimError, qt as createAdmin, r as openRuntime, rt as DIRECTORY_PRESETS, st as getPolicy, tt as findDirectoryById, u as createTenant, un as ConflictError, xr as migrations, yr as writeBackup, yt as createBasicCredential, z as listOrganisations } from "./runtime-CjUVCNW4.js";
import { createHash, randomUUID } from "node:crypto";
import fs, { createReadStream, createWriteStream, readFileSync } from "node:fs";
import path, { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { isDeepStrictEqual, stripVTControlCharacters } from "node:util";
import { createGunzip, createGzip, unzipSync } from "node:zlib";
import { EventEmitter } from "node:events";
import childProcess from "node:child_process";
import process$1 from "node:process";
import { open, rename, rm, stat, statfs } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline as pipeline$1 } from "node:stream/promises";
import http from "node:http";
import https from "node:https";
// ../../node_modules/.pnpm/commander@15.1.0/node_modules/commander/lib/error.js
/**
* CommanderError class
*/
var CommanderError = class extends Error {
	/**
	* Constructs the CommanderError class
	* @param {number} exitCode suggested exit code which could be used with process.exit
	* @param {string} code an id string representing the error
	* @param {string} message human-readable description of the error
	*/
	constructor(exitCode, code, message) {
		super(message);
		Error.captureStackTrace(this, this.constructor);
		this.name = this.constructor.name;
		this.code = code;
		this.exitCode = exitCode;
		this.nestedError = void 0;
	}
};
/**
* InvalidArgumentError class
*/
var InvalidArgumentError = class extends CommanderError {
	/**
	* Constructs the InvalidArgumentError class
	* @param {string} [message] explanation of why argument is invalid
	*/
	constructor(message) {
		super(1, "commander.invalidArgument", message);
		Error.captureStackTrace(this, this.constructor);
		this.name = this.constructor.name;
	}
};
// ../../node_modules/.pnpm/commander@15.1.0/node_modules/commander/lib/argument.js
var Argument = class {
	/**
	* Initialize a new command argument with the given name and description.
	* The default is that the argument is required, and you can explicitly
	* indicate this with <> around the name. Put [] around the name for an optional argument.
	*
	* @param {string} name
	* @param {string} [description]
	*/
	constructor(name, description) {
		this.description = description || "";
		this.variadic = false;
		this.parseArg = void 0;
		this.defaultValue = void 0;
		this.defaultValueDescription = void 0;
		this.argChoices = void 0;
		switch (name[0]) {
			case "<":
				this.required = true;
				this._name = name.slice(1, -1);
				break;
			case "[":
				this.required = false;
				this._name = name.slice(1, -1);
				break;
			default:
				this.required = true;
				this._name = name;
		}
		if (this._name.endsWith("...")) {
			this.variadic = true;
			this._name = this._name.slice(0, -3);
		}
	}
	/**
	* Return argument name.
	*
	* @return {string}
	*/
	name() {
		return this._name;
	}
	/**
	* @package
	*/
	_collectValue(value, previous) {
		if (previous === this.defaultValue || !Array.isArray(previous)) return [value];
		previous.push(value);
		return previous;
	}
	/**
	* Set the default value, and optionally supply the description to be displayed in the help.
	*
	* @param {*} value
	* @param {string} [description]
	* @return {Argument}
	*/
	default(value, description) {
		this.defaultValue = value;
		this.defaultValueDescription = description;
		return this;
	}
	/**
	* Set the custom handler for processing CLI command arguments into argument values.
	*
	* @param {Function} [fn]
	* @return {Argument}
	*/
	argParser(fn) {
		this.parseArg = fn;
		return this;
	}
	/**
	* Only allow argument value to be one of choices.
	*
	* @param {string[]} values
	* @return {Argument}
	*/
	choices(values) {
		this.argChoices = values.slice();
		this.parseArg = (arg, previous) => {
			if (!this.argChoices.includes(arg)) throw new InvalidArgumentError(`Allowed choices are ${this.argChoices.join(", ")}.`);
			if (this.variadic) return this._collectValue(arg, previous);
			return arg;
		};
		return this;
	}
	/**
	* Make argument required.
	*
	* @returns {Argument}
	*/
	argRequired() {
		this.required = true;
		return this;
	}
	/**
	* Make argument optional.
	*
	* @returns {Argument}
	*/
	argOptional() {
		this.required = false;
		return this;
	}
};
/**
* Takes an argument and returns its human readable equivalent for help usage.
*
* @param {Argument} arg
* @return {string}
* @private
*/
function humanReadableArgName(arg) {
	const nameOutput = arg.name() + (arg.variadic === true ? "..." : "");
	return arg.required ? "<" + nameOutput + ">" : "[" + nameOutput + "]";
}
// ../../node_modules/.pnpm/commander@15.1.0/node_modules/commander/lib/help.js
/**
* TypeScript import types for JSDoc, used by Visual Studio Code IntelliSense and `npm run typescript-checkJS`
* https://www.typescriptlang.org/docs/handbook/jsdoc-supported-types.html#import-types
* @typedef { import("./argument.js").Argument } Argument
* @typedef { import("./command.js").Command } Command
* @typedef { import("./option.js").Option } Option
*/
var Help = class {
	constructor() {
		this.helpWidth = void 0;
		this.minWidthToWrap = 40;
		this.sortSubcommands = false;
		this.sortOptions = false;
		this.showGlobalOptions = false;
	}
	/**
	* prepareContext is called by Commander after applying overrides from `Command.configureHelp()`
	* and just before calling `formatHelp()`.
	*
	* Commander just uses the helpWidth and the rest is provided for optional use by more complex subclasses.
	*
	* @param {{ error?: boolean, helpWidth?: number, outputHasColors?: boolean }} contextOptions
	*/
	prepareContext(contextOptions) {
		this.helpWidth = this.helpWidth ?? contextOptions.helpWidth ?? 80;
	}
	/**
	* Get an array of the visible subcommands. Includes a placeholder for the implicit help command, if there is one.
	*
	* @param {Command} cmd
	* @returns {Command[]}
	*/
	visibleCommands(cmd) {
		const visibleCommands = cmd.commands.filter((cmd) => !cmd._hidden);
		const helpCommand = cmd._getHelpCommand();
		if (helpCommand && !helpCommand._hidden) visibleCommands.push(helpCommand);
		if (this.sortSubcommands) visibleCommands.sort((a, b) => {
			return a.name().localeCompare(b.name());
		});
		return visibleCommands;
	}
	/**
	* Compare options for sort.
	*
	* @param {Option} a
	* @param {Option} b
	* @returns {number}
	*/
	compareOptions(a, b) {
		const getSortKey = (option) => {
			return option.short ? option.short.replace(/^-/, "") : option.long.replace(/^--/, "");
		};
		return getSortKey(a).localeCompare(getSortKey(b));
	}
	/**
	* Get an array of the visible options. Includes a placeholder for the implicit help option, if there is one.
	*
	* @param {Command} cmd
	* @returns {Option[]}
	*/
	visibleOptions(cmd) {
		const visibleOptions = cmd.options.filter((option) => !option.hidden);
		const helpOption = cmd._getHelpOption();
		if (helpOption && !helpOption.hidden) {
			const removeShort = helpOption.short && cmd._findOption(helpOption.short);
			const removeLong = helpOption.long && cmd._findOption(helpOption.long);
			if (!removeShort && !removeLong) visibleOptions.push(helpOption);
			else if (helpOption.long && !removeLong) visibleOptions.push(cmd.createOption(helpOption.long, helpOption.description).helpGroup(helpOption.helpGroupHeading));
			else if (helpOption.short && !removeShort) visibleOptions.push(cmd.createOption(helpOption.short, helpOption.description).helpGroup(helpOption.helpGroupHeading));
		}
		if (this.sortOptions) visibleOptions.sort(this.compareOptions);
		return visibleOptions;
	}
	/**
	* Get an array of the visible global options. (Not including help.)
	*
	* @param {Command} cmd
	* @returns {Option[]}
	*/
	visibleGlobalOptions(cmd) {
		if (!this.showGlobalOptions) return [];
		const globalOptions = [];
		for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent) {
			const visibleOptions = ancestorCmd.options.filter((option) => !option.hidden);
			globalOptions.push(...visibleOptions);
		}
		if (this.sortOptions) globalOptions.sort(this.compareOptions);
		return globalOptions;
	}
	/**
	* Get an array of the arguments if any have a description.
	*
	* @param {Command} cmd
	* @returns {Argument[]}
	*/
	visibleArguments(cmd) {
		if (cmd._argsDescription) cmd.registeredArguments.forEach((argument) => {
			argument.description = argument.description || cmd._argsDescription[argument.name()] || "";
		});
		if (cmd.registeredArguments.find((argument) => argument.description)) return cmd.registeredArguments;
		return [];
	}
	/**
	* Get the command term to show in the list of subcommands.
	*
	* @param {Command} cmd
	* @returns {string}
	*/
	subcommandTerm(cmd) {
		const args = cmd.registeredArguments.map((arg) => humanReadableArgName(arg)).join(" ");
		return cmd._name + (cmd._aliases[0] ? "|" + cmd._aliases[0] : "") + (cmd.options.length ? " [options]" : "") + (args ? " " + args : "");
	}
	/**
	* Get the option term to show in the list of options.
	*
	* @param {Option} option
	* @returns {string}
	*/
	optionTerm(option) {
		return option.flags;
	}
	/**
	* Get the argument term to show in the list of arguments.
	*
	* @param {Argument} argument
	* @returns {string}
	*/
	argumentTerm(argument) {
		return argument.name();
	}
	/**
	* Get the longest command term length.
	*
	* @param {Command} cmd
	* @param {Help} helper
	* @returns {number}
	*/
	longestSubcommandTermLength(cmd, helper) {
		return helper.visibleCommands(cmd).reduce((max, command) => {
			return Math.max(max, this.displayWidth(helper.styleSubcommandTerm(helper.subcommandTerm(command))));
		}, 0);
	}
	/**
	* Get the longest option term length.
	*
	* @param {Command} cmd
	* @param {Help} helper
	* @returns {number}
	*/
	longestOptionTermLength(cmd, helper) {
		return helper.visibleOptions(cmd).reduce((max, option) => {
			return Math.max(max, this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option))));
		}, 0);
	}
	/**
	* Get the longest global option term length.
	*
	* @param {Command} cmd
	* @param {Help} helper
	* @returns {number}
	*/
	longestGlobalOptionTermLength(cmd, helper) {
		return helper.visibleGlobalOptions(cmd).reduce((max, option) => {
			return Math.max(max, this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option))));
		}, 0);
	}
	/**
	* Get the longest argument term length.
	*
	* @param {Command} cmd
	* @param {Help} helper
	* @returns {number}
	*/
	longestArgumentTermLength(cmd, helper) {
		return helper.visibleArguments(cmd).reduce((max, argument) => {
			return Math.max(max, this.displayWidth(helper.styleArgumentTerm(helper.argumentTerm(argument))));
		}, 0);
	}
	/**
	* Get the command usage to be displayed at the top of the built-in help.
	*
	* @param {Command} cmd
	* @returns {string}
	*/
	commandUsage(cmd) {
		let cmdName = cmd._name;
		if (cmd._aliases[0]) cmdName = cmdName + "|" + cmd._aliases[0];
		let ancestorCmdNames = "";
		for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent) ancestorCmdNames = ancestorCmd.name() + " " + ancestorCmdNames;
		return ancestorCmdNames + cmdName + " " + cmd.usage();
	}
	/**
	* Get the description for the command.
	*
	* @param {Command} cmd
	* @returns {string}
	*/
	commandDescription(cmd) {
		return cmd.description();
	}
	/**
	* Get the subcommand summary to show in the list of subcommands.
	* (Fallback to description for backwards compatibility.)
	*
	* @param {Command} cmd
	* @returns {string}
	*/
	subcommandDescription(cmd) {
		return cmd.summary() || cmd.description();
	}
	/**
	* Get the option description to show in the list of options.
	*
	* @param {Option} option
	* @return {string}
	*/
	optionDescription(option) {
		const extraInfo = [];
		if (option.argChoices) extraInfo.push(`choices: ${option.argChoices.map((choice) => JSON.stringify(choice)).join(", ")}`);
		if (option.defaultValue !== void 0) {
			if (option.required || option.optional || option.isBoolean() && typeof option.defaultValue === "boolean") extraInfo.push(`default: ${option.defaultValueDescription || JSON.stringify(option.defaultValue)}`);
		}
		if (option.presetArg !== void 0 && option.optional) extraInfo.push(`preset: ${JSON.stringify(option.presetArg)}`);
		if (option.envVar !== void 0) extraInfo.push(`env: ${option.envVar}`);
		if (extraInfo.length > 0) {
			const extraDescription = `(${extraInfo.join(", ")})`;
			if (option.description) return `${option.description} ${extraDescription}`;
			return extraDescription;
		}
		return option.description;
	}
	/**
	* Get the argument description to show in the list of arguments.
	*
	* @param {Argument} argument
	* @return {string}
	*/
	argumentDescription(argument) {
		const extraInfo = [];
		if (argument.argChoices) extraInfo.push(`choices: ${argument.argChoices.map((choice) => JSON.stringify(choice)).join(", ")}`);
		if (argument.defaultValue !== void 0) extraInfo.push(`default: ${argument.defaultValueDescription || JSON.stringify(argument.defaultValue)}`);
		if (extraInfo.length > 0) {
			const extraDescription = `(${extraInfo.join(", ")})`;
			if (argument.description) return `${argument.description} ${extraDescription}`;
			return extraDescription;
		}
		return argument.description;
	}
	/**
	* Format a list of items, given a heading and an array of formatted items.
	*
	* @param {string} heading
	* @param {string[]} items
	* @param {Help} helper
	* @returns string[]
	*/
	formatItemList(heading, items, helper) {
		if (items.length === 0) return [];
		return [
			helper.styleTitle(heading),
			...items,
			""
		];
	}
	/**
	* Group items by their help group heading.
	*
	* @param {Command[] | Option[]} unsortedItems
	* @param {Command[] | Option[]} visibleItems
	* @param {Function} getGroup
	* @returns {Map<string, Command[] | Option[]>}
	*/
	groupItems(unsortedItems, visibleItems, getGroup) {
		const result = /* @__PURE__ */ new Map();
		unsortedItems.forEach((item) => {
			const group = getGroup(item);
			if (!result.has(group)) result.set(group, []);
		});
		visibleItems.forEach((item) => {
			const group = getGroup(item);
			if (!result.has(group)) result.set(group, []);
			result.get(group).push(item);
		});
		return result;
	}
	/**
	* Generate the built-in help text.
	*
	* @param {Command} cmd
	* @param {Help} helper
	* @returns {string}
	*/
	formatHelp(cmd, helper) {
		const termWidth = helper.padWidth(cmd, helper);
		const helpWidth = helper.helpWidth ?? 80;
		function callFormatItem(term, description) {
			return helper.formatItem(term, termWidth, description, helper);
		}
		let output = [`${helper.styleTitle("Usage:")} ${helper.styleUsage(helper.commandUsage(cmd))}`, ""];
		const commandDescription = helper.commandDescription(cmd);
		if (commandDescription.length > 0) output = output.concat([helper.boxWrap(helper.styleCommandDescription(commandDescription), helpWidth), ""]);
		const argumentList = helper.visibleArguments(cmd).map((argument) => {
			return callFormatItem(helper.styleArgumentTerm(helper.argumentTerm(argument)), helper.styleArgumentDescription(helper.argumentDescription(argument)));
		});
		output = output.concat(this.formatItemList("Arguments:", argumentList, helper));
		this.groupItems(cmd.options, helper.visibleOptions(cmd), (option) => option.helpGroupHeading ?? "Options:").forEach((options, group) => {
			const optionList = options.map((option) => {
				return callFormatItem(helper.styleOptionTerm(helper.optionTerm(option)), helper.styleOptionDescription(helper.optionDescription(option)));
			});
			output = output.concat(this.formatItemList(group, optionList, helper));
		});
		if (helper.showGlobalOptions) {
			const globalOptionList = helper.visibleGlobalOptions(cmd).map((option) => {
				return callFormatItem(helper.styleOptionTerm(helper.optionTerm(option)), helper.styleOptionDescription(helper.optionDescription(option)));
			});
			output = output.concat(this.formatItemList("Global Options:", globalOptionList, helper));
		}
		this.groupItems(cmd.commands, helper.visibleCommands(cmd), (sub) => sub.helpGroup() || "Commands:").forEach((commands, group) => {
			const commandList = commands.map((sub) => {
				return callFormatItem(helper.styleSubcommandTerm(helper.subcommandTerm(sub)), helper.styleSubcommandDescription(helper.subcommandDescription(sub)));
			});
			output = output.concat(this.formatItemList(group, commandList, helper));
		});
		return output.join("\n");
	}
	/**
	* Return display width of string, ignoring ANSI escape sequences. Used in padding and wrapping calculations.
	*
	* @param {string} str
	* @returns {number}
	*/
	displayWidth(str) {
		return stripVTControlCharacters(str).length;
	}
	/**
	* Style the title for displaying in the help. Called with 'Usage:', 'Options:', etc.
	*
	* @param {string} str
	* @returns {string}
	*/
	styleTitle(str) {
		return str;
	}
	styleUsage(str) {
		return str.split(" ").map((word) => {
			if (word === "[options]") return this.styleOptionText(word);
			if (word === "[command]") return this.styleSubcommandText(word);
			if (word[0] === "[" || word[0] === "<") return this.styleArgumentText(word);
			return this.styleCommandText(word);
		}).join(" ");
	}
	styleCommandDescription(str) {
		return this.styleDescriptionText(str);
	}
	styleOptionDescription(str) {
		return this.styleDescriptionText(str);
	}
	styleSubcommandDescription(str) {
		return this.styleDescriptionText(str);
	}
	styleArgumentDescription(str) {
		return this.styleDescriptionText(str);
	}
	styleDescriptionText(str) {
		return str;
	}
	styleOptionTerm(str) {
		return this.styleOptionText(str);
	}
	styleSubcommandTerm(str) {
		return str.split(" ").map((word) => {
			if (word === "[options]") return this.styleOptionText(word);
			if (word[0] === "[" || word[0] === "<") return this.styleArgumentText(word);
			return this.styleSubcommandText(word);
		}).join(" ");
	}
	styleArgumentTerm(str) {
		return this.styleArgumentText(str);
	}
	styleOptionText(str) {
		return str;
	}
	styleArgumentText(str) {
		return str;
	}
	styleSubcommandText(str) {
		return str;
	}
	styleCommandText(str) {
		return str;
	}
	/**
	* Calculate the pad width from the maximum term length.
	*
	* @param {Command} cmd
	* @param {Help} helper
	* @returns {number}
	*/
	padWidth(cmd, helper) {
		return Math.max(helper.longestOptionTermLength(cmd, helper), helper.longestGlobalOptionTermLength(cmd, helper), helper.longestSubcommandTermLength(cmd, helper), helper.longestArgumentTermLength(cmd, helper));
	}
	/**
	* Detect manually wrapped and indented strings by checking for line break followed by whitespace.
	*
	* @param {string} str
	* @returns {boolean}
	*/
	preformatted(str) {
		return /\n[^\S\r\n]/.test(str);
	}
	/**
	* Format the "item", which consists of a term and description. Pad the term and wrap the description, indenting the following lines.
	*
	* So "TTT", 5, "DDD DDDD DD DDD" might be formatted for this.helpWidth=17 like so:
	*   TTT  DDD DDDD
	*        DD DDD
	*
	* @param {string} term
	* @param {number} termWidth
	* @param {string} description
	* @param {Help} helper
	* @returns {string}
	*/
	formatItem(term, termWidth, description, helper) {
		const itemIndent = 2;
		const itemIndentStr = " ".repeat(itemIndent);
		if (!description) return itemIndentStr + term;
		const paddedTerm = term.padEnd(termWidth + term.length - helper.displayWidth(term));
		const spacerWidth = 2;
		const remainingWidth = (this.helpWidth ?? 80) - termWidth - spacerWidth - itemIndent;
		let formattedDescription;
		if (remainingWidth < this.minWidthToWrap || helper.preformatted(description)) formattedDescription = description;
		else formattedDescription = helper.boxWrap(description, remainingWidth).replace(/\n/g, "\n" + " ".repeat(termWidth + spacerWidth));
		return itemIndentStr + paddedTerm + " ".repeat(spacerWidth) + formattedDescription.replace(/\n/g, `\n${itemIndentStr}`);
	}
	/**
	* Wrap a string at whitespace, preserving existing line breaks.
	* Wrapping is skipped if the width is less than `minWidthToWrap`.
	*
	* @param {string} str
	* @param {number} width
	* @returns {string}
	*/
	boxWrap(str, width) {
		if (width < this.minWidthToWrap) return str;
		const rawLines = str.split(/\r\n|\n/);
		const chunkPattern = /[\s]*[^\s]+/g;
		const wrappedLines = [];
		rawLines.forEach((line) => {
			const chunks = line.match(chunkPattern);
			if (chunks === null) {
				wrappedLines.push("");
				return;
			}
			let sumChunks = [chunks.shift()];
			let sumWidth = this.displayWidth(sumChunks[0]);
			chunks.forEach((chunk) => {
				const visibleWidth = this.displayWidth(chunk);
				if (sumWidth + visibleWidth <= width) {
					sumChunks.push(chunk);
					sumWidth += visibleWidth;
					return;
				}
				wrappedLines.push(sumChunks.join(""));
				const nextChunk = chunk.trimStart();
				sumChunks = [nextChunk];
				sumWidth = this.displayWidth(nextChunk);
			});
			wrappedLines.push(sumChunks.join(""));
		});
		return wrappedLines.join("\n");
	}
};
// ../../node_modules/.pnpm/commander@15.1.0/node_modules/commander/lib/option.js
var Option = class {
	/**
	* Initialize a new `Option` with the given `flags` and `description`.
	*
	* @param {string} flags
	* @param {string} [description]
	*/
	constructor(flags, description) {
		this.flags = flags;
		this.description = description || "";
		this.required = flags.includes("<");
		this.optional = flags.includes("[");
		this.variadic = /\p{ID_Continue}\.\.\.[>\]]$/u.test(flags);
		this.mandatory = false;
		const optionFlags = splitOptionFlags(flags);
		this.short = optionFlags.shortFlag;
		this.long = optionFlags.longFlag;
		this.negate = false;
		if (this.long) this.negate = this.long.startsWith("--no-");
		this.defaultValue = void 0;
		this.defaultValueDescription = void 0;
		this.presetArg = void 0;
		this.envVar = void 0;
		this.parseArg = void 0;
		this.hidden = false;
		this.argChoices = void 0;
		this.conflictsWith = [];
		this.implied = void 0;
		this.helpGroupHeading = void 0;
	}
	/**
	* Set the default value, and optionally supply the description to be displayed in the help.
	*
	* @param {*} value
	* @param {string} [description]
	* @return {Option}
	*/
	default(value, description) {
		this.defaultValue = value;
		this.defaultValueDescription = description;
		return this;
	}
	/**
	* Preset to use when option used without option-argument, especially optional but also boolean and negated.
	* The custom processing (parseArg) is called.
	*
	* @example
	* new Option('--color').default('GREYSCALE').preset('RGB');
	* new Option('--donate [amount]').preset('20').argParser(parseFloat);
	*
	* @param {*} arg
	* @return {Option}
	*/
	preset(arg) {
		this.presetArg = arg;
		return this;
	}
	/**
	* Add option name(s) that conflict with this option.
	* An error will be displayed if conflicting options are found during parsing.
	*
	* @example
	* new Option('--rgb').conflicts('cmyk');
	* new Option('--js').conflicts(['ts', 'jsx']);
	*
	* @param {(string | string[])} names
	* @return {Option}
	*/
	conflicts(names) {
		this.conflictsWith = this.conflictsWith.concat(names);
		return this;
	}
	/**
	* Specify implied option values for when this option is set and the implied options are not.
	*
	* The custom processing (parseArg) is not called on the implied values.
	*
	* @example
	* program
	*   .addOption(new Option('--log', 'write logging information to file'))
	*   .addOption(new Option('--trace', 'log extra details').implies({ log: 'trace.txt' }));
	*
	* @param {object} impliedOptionValues
	* @return {Option}
	*/
	implies(impliedOptionValues) {
		let newImplied = impliedOptionValues;
		if (typeof impliedOptionValues === "string") newImplied = { [impliedOptionValues]: true };
		this.implied = Object.assign(this.implied || {}, newImplied);
		return this;
	}
	/**
	* Set environment variable to check for option value.
	*
	* An environment variable is only used if when processed the current option value is
	* undefined, or the source of the current value is 'default' or 'config' or 'env'.
	*
	* @param {string} name
	* @return {Option}
	*/
	env(name) {
		this.envVar = name;
		return this;
	}
	/**
	* Set the custom handler for processing CLI option arguments into option values.
	*
	* @param {Function} [fn]
	* @return {Option}
	*/
	argParser(fn) {
		this.parseArg = fn;
		return this;
	}
	/**
	* Whether the option is mandatory and must have a value after parsing.
	*
	* @param {boolean} [mandatory=true]
	* @return {Option}
	*/
	makeOptionMandatory(mandatory = true) {
		this.mandatory = !!mandatory;
		return this;
	}
	/**
	* Hide option in help.
	*
	* @param {boolean} [hide=true]
	* @return {Option}
	*/
	hideHelp(hide = true) {
		this.hidden = !!hide;
		return this;
	}
	/**
	* @package
	*/
	_collectValue(value, previous) {
		if (previous === this.defaultValue || !Array.isArray(previous)) return [value];
		previous.push(value);
		return previous;
	}
	/**
	* Only allow option value to be one of choices.
	*
	* @param {string[]} values
	* @return {Option}
	*/
	choices(values) {
		this.argChoices = values.slice();
		this.parseArg = (arg, previous) => {
			if (!this.argChoices.includes(arg)) throw new InvalidArgumentError(`Allowed choices are ${this.argChoices.join(", ")}.`);
			if (this.variadic) return this._collectValue(arg, previous);
			return arg;
		};
		return this;
	}
	/**
	* Return option name.
	*
	* @return {string}
	*/
	name() {
		if (this.long) return this.long.replace(/^--/, "");
		return this.short.replace(/^-/, "");
	}
	/**
	* Return option name, in a camelcase format that can be used
	* as an object attribute key.
	*
	* @return {string}
	*/
	attributeName() {
		if (this.negate) return camelcase(this.name().replace(/^no-/, ""));
		return camelcase(this.name());
	}
	/**
	* Set the help group heading.
	*
	* @param {string} heading
	* @return {Option}
	*/
	helpGroup(heading) {
		this.helpGroupHeading = heading;
		return this;
	}
	/**
	* Check if `arg` matches the short or long flag.
	*
	* @param {string} arg
	* @return {boolean}
	* @package
	*/
	is(arg) {
		return this.short === arg || this.long === arg;
	}
	/**
	* Return whether a boolean option.
	*
	* Options are one of boolean, negated, required argument, or optional argument.
	*
	* @return {boolean}
	* @package
	*/
	isBoolean() {
		return !this.required && !this.optional && !this.negate;
	}
};
/**
* This class is to make it easier to work with dual options, without changing the existing
* implementation. We support separate dual options for separate positive and negative options,
* like `--build` and `--no-build`, which share a single option value. This works nicely for some
* use cases, but is tricky for others where we want separate behaviours despite
* the single shared option value.
*/
var DualOptions = class {
	/**
	* @param {Option[]} options
	*/
	constructor(options) {
		this.positiveOptions = /* @__PURE__ */ new Map();
		this.negativeOptions = /* @__PURE__ */ new Map();
		this.dualOptions = /* @__PURE__ */ new Set();
		options.forEach((option) => {
			if (option.negate) this.negativeOptions.set(option.attributeName(), option);
			else this.positiveOptions.set(option.attributeName(), option);
		});
		this.negativeOptions.forEach((value, key) => {
			if (this.positiveOptions.has(key)) this.dualOptions.add(key);
		});
	}
	/**
	* Did the value come from the option, and not from possible matching dual option?
	*
	* @param {*} value
	* @param {Option} option
	* @returns {boolean}
	*/
	valueFromOption(value, option) {
		const optionKey = option.attributeName();
		if (!this.dualOptions.has(optionKey)) return true;
		const preset = this.negativeOptions.get(optionKey).presetArg;
		const negativeValue = preset !== void 0 ? preset : false;
		return option.negate === (negativeValue === value);
	}
};
/**
* Convert string from kebab-case to camelCase.
*
* @param {string} str
* @return {string}
* @private
*/
function camelcase(str) {
	return str.split("-").reduce((str, word) => {
		return str + word[0].toUpperCase() + word.slice(1);
	});
}
/**
* Split the short and long flag out of something like '-m,--mixed <value>'
*
* @private
*/
function splitOptionFlags(flags) {
	let shortFlag;
	let longFlag;
	const shortFlagExp = /^-[^-]$/;
	const longFlagExp = /^--[^-]/;
	const flagParts = flags.split(/[ |,]+/).concat("guard");
	if (shortFlagExp.test(flagParts[0])) shortFlag = flagParts.shift();
	if (longFlagExp.test(flagParts[0])) longFlag = flagParts.shift();
	if (!shortFlag && shortFlagExp.test(flagParts[0])) shortFlag = flagParts.shift();
	if (!shortFlag && longFlagExp.test(flagParts[0])) {
		shortFlag = longFlag;
		longFlag = flagParts.shift();
	}
	if (flagParts[0].startsWith("-")) {
		const unsupportedFlag = flagParts[0];
		const baseError = `option creation failed due to '${unsupportedFlag}' in option flags '${flags}'`;
		if (/^-[^-][^-]/.test(unsupportedFlag)) throw new Error(`${baseError}
- a short flag is a single dash and a single character
  - either use a single dash and a single character (for a short flag)
  - or use a double dash for a long option (and can have two, like '--ws, --workspace')`);
		if (shortFlagExp.test(unsupportedFlag)) throw new Error(`${baseError}
- too many short flags`);
		if (longFlagExp.test(unsupportedFlag)) throw new Error(`${baseError}
- too many long flags`);
		throw new Error(`${baseError}
- unrecognised flag format`);
	}
	if (shortFlag === void 0 && longFlag === void 0) throw new Error(`option creation failed due to no flags found in '${flags}'.`);
	return {
		shortFlag,
		longFlag
	};
}
// ../../node_modules/.pnpm/commander@15.1.0/node_modules/commander/lib/suggestSimilar.js
const maxDistance = 3;
function editDistance(a, b) {
	if (Math.abs(a.length - b.length) > maxDistance) return Math.max(a.length, b.length);
	const d = [];
	for (let i = 0; i <= a.length; i++) d[i] = [i];
	for (let j = 0; j <= b.length; j++) d[0][j] = j;
	for (let j = 1; j <= b.length; j++) for (let i = 1; i <= a.length; i++) {
		let cost;
		if (a[i - 1] === b[j - 1]) cost = 0;
		else cost = 1;
		d[i][j] = Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + cost);
		if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
	}
	return d[a.length][b.length];
}
/**
* Find close matches, restricted to same number of edits.
*
* @param {string} word
* @param {string[]} candidates
* @returns {string}
*/
function suggestSimilar(word, candidates) {
	if (!candidates || candidates.length === 0) return "";
	candidates = Array.from(new Set(candidates));
	const searchingOptions = word.startsWith("--");
	if (searchingOptions) {
		word = word.slice(2);
		candidates = candidates.map((candidate) => candidate.slice(2));
	}
	let similar = [];
	let bestDistance = maxDistance;
	const minSimilarity = .4;
	candidates.forEach((candidate) => {
		if (candidate.length <= 1) return;
		const distance = editDistance(word, candidate);
		const length = Math.max(word.length, candidate.length);
		if ((length - distance) / length > minSimilarity) {
			if (distance < bestDistance) {
				bestDistance = distance;
				similar = [candidate];
			} else if (distance === bestDistance) similar.push(candidate);
		}
	});
	similar.sort((a, b) => a.localeCompare(b));
	if (searchingOptions) similar = similar.map((candidate) => `--${candidate}`);
	if (similar.length > 1) return `\n(Did you mean one of ${similar.join(", ")}?)`;
	if (similar.length === 1) return `\n(Did you mean ${similar[0]}?)`;
	return "";
}
// ../../node_modules/.pnpm/commander@15.1.0/node_modules/commander/lib/command.js
var Command = class Command extends EventEmitter {
	/**
	* Initialize a new `Command`.
	*
	* @param {string} [name]
	*/
	constructor(name) {
		super();
		/** @type {Command[]} */
		this.commands = [];
		/** @type {Option[]} */
		this.options = [];
		this.parent = null;
		this._allowUnknownOption = false;
		this._allowExcessArguments = false;
		/** @type {Argument[]} */
		this.registeredArguments = [];
		this._args = this.registeredArguments;
		/** @type {string[]} */
		this.args = [];
		this.rawArgs = [];
		this.processedArgs = [];
		this._scriptPath = null;
		this._name = name || "";
		this._optionValues = {};
		this._optionValueSources = {};
		this._storeOptionsAsProperties = false;
		this._actionHandler = null;
		this._executableHandler = false;
		this._executableFile = null;
		this._executableDir = null;
		this._defaultCommandName = null;
		this._exitCallback = null;
		this._aliases = [];
		this._combineFlagAndOptionalValue = true;
		this._description = "";
		this._summary = "";
		this._argsDescription = void 0;
		this._enablePositionalOptions = false;
		this._passThroughOptions = false;
		this._lifeCycleHooks = {};
		/** @type {(boolean | string)} */
		this._showHelpAfterError = false;
		this._showSuggestionAfterError = true;
		this._savedState = null;
		this._outputConfiguration = {
			writeOut: (str) => process$1.stdout.write(str),
			writeErr: (str) => process$1.stderr.write(str),
			outputError: (str, write) => write(str),
			getOutHelpWidth: () => process$1.stdout.isTTY ? process$1.stdout.columns : void 0,
			getErrHelpWidth: () => process$1.stderr.isTTY ? process$1.stderr.columns : void 0,
			getOutHasColors: () => useColor() ?? (process$1.stdout.isTTY && process$1.stdout.hasColors?.()),
			getErrHasColors: () => useColor() ?? (process$1.stderr.isTTY && process$1.stderr.hasColors?.()),
			stripColor: (str) => stripVTControlCharacters(str)
		};
		this._hidden = false;
		/** @type {(Option | null | undefined)} */
		this._helpOption = void 0;
		this._addImplicitHelpCommand = void 0;
		/** @type {Command} */
		this._helpCommand = void 0;
		this._helpConfiguration = {};
		/** @type {string | undefined} */
		this._helpGroupHeading = void 0;
		/** @type {string | undefined} */
		this._defaultCommandGroup = void 0;
		/** @type {string | undefined} */
		this._defaultOptionGroup = void 0;
	}
	/**
	* Copy settings that are useful to have in common across root command and subcommands.
	*
	* (Used internally when adding a command using `.command()` so subcommands inherit parent settings.)
	*
	* @param {Command} sourceCommand
	* @return {Command} `this` command for chaining
	*/
	copyInheritedSettings(sourceCommand) {
		this._outputConfiguration = sourceCommand._outputConfiguration;
		this._helpOption = sourceCommand._helpOption;
		this._helpCommand = sourceCommand._helpCommand;
		this._helpConfiguration = sourceCommand._helpConfiguration;
		this._exitCallback = sourceCommand._exitCallback;
		this._storeOptionsAsProperties = sourceCommand._storeOptionsAsProperties;
		this._combineFlagAndOptionalValue = sourceCommand._combineFlagAndOptionalValue;
		this._allowExcessArguments = sourceCommand._allowExcessArguments;
		this._enablePositionalOptions = sourceCommand._enablePositionalOptions;
		this._showHelpAfterError = sourceCommand._showHelpAfterError;
		this._showSuggestionAfterError = sourceCommand._showSuggestionAfterError;
		return this;
	}
	/**
	* @returns {Command[]}
	* @private
	*/
	_getCommandAndAncestors() {
		const result = [];
		for (let command = this; command; command = command.parent) result.push(command);
		return result;
	}
	/**
	* Define a command.
	*
	* There are two styles of command: pay attention to where to put the description.
	*
	* @example
	* // Command implemented using action handler (description is supplied separately to `.command`)
	* program
	*   .command('clone <source> [destination]')
	*   .description('clone a repository into a newly created directory')
	*   .action((source, destination) => {
	*     console.log('clone command called');
	*   });
	*
	* // Command implemented using separate executable file (description is second parameter to `.command`)
	* program
	*   .command('start <service>', 'start named service')
	*   .command('stop [service]', 'stop named service, or all if no name supplied');
	*
	* @param {string} nameAndArgs - command name and arguments, args are `<required>` or `[optional]` and last may also be `variadic...`
	* @param {(object | string)} [actionOptsOrExecDesc] - configuration options (for action), or description (for executable)
	* @param {object} [execOpts] - configuration options (for executable)
	* @return {Command} returns new command for action handler, or `this` for executable command
	*/
	command(nameAndArgs, actionOptsOrExecDesc, execOpts) {
		let desc = actionOptsOrExecDesc;
		let opts = execOpts;
		if (typeof desc === "object" && desc !== null) {
			opts = desc;
			desc = null;
		}
		opts = opts || {};
		const [, name, args] = nameAndArgs.match(/([^ ]+) *(.*)/);
		const cmd = this.createCommand(name);
		if (desc) {
			cmd.description(desc);
			cmd._executableHandler = true;
		}
		if (opts.isDefault) this._defaultCommandName = cmd._name;
		cmd._hidden = !!(opts.noHelp || opts.hidden);
		cmd._executableFile = opts.executableFile || null;
		if (args) cmd.arguments(args);
		this._registerCommand(cmd);
		cmd.parent = this;
		cmd.copyInheritedSettings(this);
		if (desc) return this;
		return cmd;
	}
	/**
	* Factory routine to create a new unattached command.
	*
	* See .command() for creating an attached subcommand, which uses this routine to
	* create the command. You can override createCommand to customise subcommands.
	*
	* @param {string} [name]
	* @return {Command} new command
	*/
	createCommand(name) {
		return new Command(name);
	}
	/**
	* You can customise the help with a subclass of Help by overriding createHelp,
	* or by overriding Help properties using configureHelp().
	*
	* @return {Help}
	*/
	createHelp() {
		return Object.assign(new Help(), this.configureHelp());
	}
	/**
	* You can customise the help by overriding Help properties using configureHelp(),
	* or with a subclass of Help by overriding createHelp().
	*
	* @param {object} [configuration] - configuration options
	* @return {(Command | object)} `this` command for chaining, or stored configuration
	*/
	configureHelp(configuration) {
		if (configuration === void 0) return this._helpConfiguration;
		this._helpConfiguration = configuration;
		return this;
	}
	/**
	* The default output goes to stdout and stderr. You can customise this for special
	* applications. You can also customise the display of errors by overriding outputError.
	*
	* The configuration properties are all functions:
	*
	*     // change how output being written, defaults to stdout and stderr
	*     writeOut(str)
	*     writeErr(str)
	*     // change how output being written for errors, defaults to writeErr
	*     outputError(str, write) // used for displaying errors and not used for displaying help
	*     // specify width for wrapping help
	*     getOutHelpWidth()
	*     getErrHelpWidth()
	*     // color support, currently only used with Help
	*     getOutHasColors()
	*     getErrHasColors()
	*     stripColor() // used to remove ANSI escape codes if output does not have colors
	*
	* @param {object} [configuration] - configuration options
	* @return {(Command | object)} `this` command for chaining, or stored configuration
	*/
	configureOutput(configuration) {
		if (configuration === void 0) return this._outputConfiguration;
		this._outputConfiguration = {
			...this._outputConfiguration,
			...configuration
		};
		return this;
	}
	/**
	* Display the help or a custom message after an error occurs.
	*
	* @param {(boolean|string)} [displayHelp]
	* @return {Command} `this` command for chaining
	*/
	showHelpAfterError(displayHelp = true) {
		if (typeof displayHelp !== "string") displayHelp = !!displayHelp;
		this._showHelpAfterError = displayHelp;
		return this;
	}
	/**
	* Display suggestion of similar commands for unknown commands, or options for unknown options.
	*
	* @param {boolean} [displaySuggestion]
	* @return {Command} `this` command for chaining
	*/
	showSuggestionAfterError(displaySuggestion = true) {
		this._showSuggestionAfterError = !!displaySuggestion;
		return this;
	}
	/**
	* Add a prepared subcommand.
	*
	* See .command() for creating an attached subcommand which inherits settings from its parent.
	*
	* @param {Command} cmd - new subcommand
	* @param {object} [opts] - configuration options
	* @return {Command} `this` command for chaining
	*/
	addCommand(cmd, opts) {
		if (!cmd._name) throw new Error(`Command passed to .addCommand() must have a name
- specify the name in Command constructor or using .name()`);
		opts = opts || {};
		if (opts.isDefault) this._defaultCommandName = cmd._name;
		if (opts.noHelp || opts.hidden) cmd._hidden = true;
		this._registerCommand(cmd);
		cmd.parent = this;
		cmd._checkForBrokenPassThrough();
		return this;
	}
	/**
	* Factory routine to create a new unattached argument.
	*
	* See .argument() for creating an attached argument, which uses this routine to
	* create the argument. You can override createArgument to return a custom argument.
	*
	* @param {string} name
	* @param {string} [description]
	* @return {Argument} new argument
	*/
	createArgument(name, description) {
		return new Argument(name, description);
	}
	/**
	* Define argument syntax for command.
	*
	* The default is that the argument is required, and you can explicitly
	* indicate this with <> around the name. Put [] around the name for an optional argument.
	*
	* @example
	* program.argument('<input-file>');
	* program.argument('[output-file]');
	*
	* @param {string} name
	* @param {string} [description]
	* @param {(Function|*)} [parseArg] - custom argument processing function or default value
	* @param {*} [defaultValue]
	* @return {Command} `this` command for chaining
	*/
	argument(name, description, parseArg, defaultValue) {
		const argument = this.createArgument(name, description);
		if (typeof parseArg === "function") argument.default(defaultValue).argParser(parseArg);
		else argument.default(parseArg);
		this.addArgument(argument);
		return this;
	}
	/**
	* Define argument syntax for command, adding multiple at once (without descriptions).
	*
	* See also .argument().
	*
	* @example
	* program.arguments('<cmd> [env]');
	*
	* @param {string} names
	* @return {Command} `this` command for chaining
	*/
	arguments(names) {
		names.trim().split(/ +/).forEach((detail) => {
			this.argument(detail);
		});
		return this;
	}
	/**
	* Define argument syntax for command, adding a prepared argument.
	*
	* @param {Argument} argument
	* @return {Command} `this` command for chaining
	*/
	addArgument(argument) {
		const previousArgument = this.registeredArguments.slice(-1)[0];
		if (previousArgument?.variadic) throw new Error(`only the last argument can be variadic '${previousArgument.name()}'`);
		if (argument.required && argument.defaultValue !== void 0 && argument.parseArg === void 0) throw new Error(`a default value for a required argument is never used: '${argument.name()}'`);
		this.registeredArguments.push(argument);
		return this;
	}
	/**
	* Customise or override default help command. By default a help command is automatically added if your command has subcommands.
	*
	* @example
	*    program.helpCommand('help [cmd]');
	*    program.helpCommand('help [cmd]', 'show help');
	*    program.helpCommand(false); // suppress default help command
	*    program.helpCommand(true); // add help command even if no subcommands
	*
	* @param {string|boolean} enableOrNameAndArgs - enable with custom name and/or arguments, or boolean to override whether added
	* @param {string} [description] - custom description
	* @return {Command} `this` command for chaining
	*/
	helpCommand(enableOrNameAndArgs, description) {
		if (typeof enableOrNameAndArgs === "boolean") {
			this._addImplicitHelpCommand = enableOrNameAndArgs;
			if (enableOrNameAndArgs && this._defaultCommandGroup) this._initCommandGroup(this._getHelpCommand());
			return this;
		}
		const [, helpName, helpArgs] = (enableOrNameAndArgs ?? "help [command]").match(/([^ ]+) *(.*)/);
		const helpDescription = description ?? "display help for command";
		const helpCommand = this.createCommand(helpName);
		helpCommand.helpOption(false);
		if (helpArgs) helpCommand.arguments(helpArgs);
		if (helpDescription) helpCommand.description(helpDescription);
		this._addImplicitHelpCommand = true;
		this._helpCommand = helpCommand;
		if (enableOrNameAndArgs || description) this._initCommandGroup(helpCommand);
		return this;
	}
	/**
	* Add prepared custom help command.
	*
	* @param {(Command|string|boolean)} helpCommand - custom help command, or deprecated enableOrNameAndArgs as for `.helpCommand()`
	* @param {string} [deprecatedDescription] - deprecated custom description used with custom name only
	* @return {Command} `this` command for chaining
	*/
	addHelpCommand(helpCommand, deprecatedDescription) {
		if (typeof helpCommand !== "object") {
			this.helpCommand(helpCommand, deprecatedDescription);
			return this;
		}
		this._addImplicitHelpCommand = true;
		this._helpCommand = helpCommand;
		this._initCommandGroup(helpCommand);
		return this;
	}
	/**
	* Lazy create help command.
	*
	* @return {(Command|null)}
	* @package
	*/
	_getHelpCommand() {
		if (this._addImplicitHelpCommand ?? (this.commands.length && !this._actionHandler && !this._findCommand("help"))) {
			if (this._helpCommand === void 0) this.helpCommand(void 0, void 0);
			return this._helpCommand;
		}
		return null;
	}
	/**
	* Add hook for life cycle event.
	*
	* @param {string} event
	* @param {Function} listener
	* @return {Command} `this` command for chaining
	*/
	hook(event, listener) {
		const allowedValues = [
			"preSubcommand",
			"preAction",
			"postAction"
		];
		if (!allowedValues.includes(event)) throw new Error(`Unexpected value for event passed to hook : '${event}'.
Expecting one of '${allowedValues.join("', '")}'`);
		if (this._lifeCycleHooks[event]) this._lifeCycleHooks[event].push(listener);
		else this._lifeCycleHooks[event] = [listener];
		return this;
	}
	/**
	* Register callback to use as replacement for calling process.exit.
	*
	* @param {Function} [fn] optional callback which will be passed a CommanderError, defaults to throwing
	* @return {Command} `this` command for chaining
	*/
	exitOverride(fn) {
		if (fn) this._exitCallback = fn;
		else this._exitCallback = (err) => {
			if (err.code !== "commander.executeSubCommandAsync") throw err;
		};
		return this;
	}
	/**
	* Call process.exit, and _exitCallback if defined.
	*
	* @param {number} exitCode exit code for using with process.exit
	* @param {string} code an id string representing the error
	* @param {string} message human-readable description of the error
	* @return never
	* @private
	*/
	_exit(exitCode, code, message) {
		if (this._exitCallback) this._exitCallback(new CommanderError(exitCode, code, message));
		process$1.exit(exitCode);
	}
	/**
	* Register callback `fn` for the command.
	*
	* @example
	* program
	*   .command('serve')
	*   .description('start service')
	*   .action(function() {
	*      // do work here
	*   });
	*
	* @param {Function} fn
	* @return {Command} `this` command for chaining
	*/
	action(fn) {
		const listener = (args) => {
			const expectedArgsCount = this.registeredArguments.length;
			const actionArgs = args.slice(0, expectedArgsCount);
			if (this._storeOptionsAsProperties) actionArgs[expectedArgsCount] = this;
			else actionArgs[expectedArgsCount] = this.opts();
			actionArgs.push(this);
			return fn.apply(this, actionArgs);
		};
		this._actionHandler = listener;
		return this;
	}
	/**
	* Factory routine to create a new unattached option.
	*
	* See .option() for creating an attached option, which uses this routine to
	* create the option. You can override createOption to return a custom option.
	*
	* @param {string} flags
	* @param {string} [description]
	* @return {Option} new option
	*/
	createOption(flags, description) {
		return new Option(flags, description);
	}
	/**
	* Wrap parseArgs to catch 'commander.invalidArgument'.
	*
	* @param {(Option | Argument)} target
	* @param {string} value
	* @param {*} previous
	* @param {string} invalidArgumentMessage
	* @private
	*/
	_callParseArg(target, value, previous, invalidArgumentMessage) {
		try {
			return target.parseArg(value, previous);
		} catch (err) {
			if (err.code === "commander.invalidArgument") {
				const message = `${invalidArgumentMessage} ${err.message}`;
				this.error(message, {
					exitCode: err.exitCode,
					code: err.code
				});
			}
			throw err;
		}
	}
	/**
	* Check for option flag conflicts.
	* Register option if no conflicts found, or throw on conflict.
	*
	* @param {Option} option
	* @private
	*/
	_registerOption(option) {
		const matchingOption = option.short && this._findOption(option.short) || option.long && this._findOption(option.long);
		if (matchingOption) {
			const matchingFlag = option.long && this._findOption(option.long) ? option.long : option.short;
			throw new Error(`Cannot add option '${option.flags}'${this._name && ` to command '${this._name}'`} due to conflicting flag '${matchingFlag}'
-  already used by option '${matchingOption.flags}'`);
		}
		this._initOptionGroup(option);
		this.options.push(option);
	}
	/**
	* Check for command name and alias conflicts with existing commands.
	* Register command if no conflicts found, or throw on conflict.
	*
	* @param {Command} command
	* @private
	*/
	_registerCommand(command) {
		const knownBy = (cmd) => {
			return [cmd.name()].concat(cmd.aliases());
		};
		const alreadyUsed = knownBy(command).find((name) => this._findCommand(name));
		if (alreadyUsed) {
			const existingCmd = knownBy(this._findCommand(alreadyUsed)).join("|");
			const newCmd = knownBy(command).join("|");
			throw new Error(`cannot add command '${newCmd}' as already have command '${existingCmd}'`);
		}
		this._initCommandGroup(command);
		this.commands.push(command);
	}
	/**
	* Add an option.
	*
	* @param {Option} option
	* @return {Command} `this` command for chaining
	*/
	addOption(option) {
		this._registerOption(option);
		const oname = option.name();
		const name = option.attributeName();
		if (option.defaultValue !== void 0) this.setOptionValueWithSource(name, option.defaultValue, "default");
		const handleOptionValue = (val, invalidValueMessage, valueSource) => {
			if (val == null && option.presetArg !== void 0) val = option.presetArg;
			const oldValue = this.getOptionValue(name);
			if (val !== null && option.parseArg) val = this._callParseArg(option, val, oldValue, invalidValueMessage);
			else if (val !== null && option.variadic) val = option._collectValue(val, oldValue);
			if (val == null) {
				if (option.negate) val = false;
				else if (option.isBoolean() || option.optional) val = true;
				else val = "";
			}
			this.setOptionValueWithSource(name, val, valueSource);
		};
		this.on("option:" + oname, (val) => {
			const invalidValueMessage = `error: option '${option.flags}' argument '${val}' is invalid.`;
			handleOptionValue(val, invalidValueMessage, "cli");
		});
		if (option.envVar) this.on("optionEnv:" + oname, (val) => {
			const invalidValueMessage = `error: option '${option.flags}' value '${val}' from env '${option.envVar}' is invalid.`;
			handleOptionValue(val, invalidValueMessage, "env");
		});
		return this;
	}
	/**
	* Internal implementation shared by .option() and .requiredOption()
	*
	* @return {Command} `this` command for chaining
	* @private
	*/
	_optionEx(config, flags, description, fn, defaultValue) {
		if (typeof flags === "object" && flags instanceof Option) throw new Error("To add an Option object use addOption() instead of option() or requiredOption()");
		const option = this.createOption(flags, description);
		option.makeOptionMandatory(!!config.mandatory);
		if (typeof fn === "function") option.default(defaultValue).argParser(fn);
		else if (fn instanceof RegExp) {
			const regex = fn;
			fn = (val, def) => {
				const m = regex.exec(val);
				return m ? m[0] : def;
			};
			option.default(defaultValue).argParser(fn);
		} else option.default(fn);
		return this.addOption(option);
	}
	/**
	* Define option with `flags`, `description`, and optional argument parsing function or `defaultValue` or both.
	*
	* The `flags` string contains the short and/or long flags, separated by comma, a pipe or space. A required
	* option-argument is indicated by `<>` and an optional option-argument by `[]`.
	*
	* See the README for more details, and see also addOption() and requiredOption().
	*
	* @example
	* program
	*     .option('-p, --pepper', 'add pepper')
	*     .option('--pt, --pizza-type <TYPE>', 'type of pizza') // required option-argument
	*     .option('-c, --cheese [CHEESE]', 'add extra cheese', 'mozzarella') // optional option-argument with default
	*     .option('-t, --tip <VALUE>', 'add tip to purchase cost', parseFloat) // custom parse function
	*
	* @param {string} flags
	* @param {string} [description]
	* @param {(Function|*)} [parseArg] - custom option processing function or default value
	* @param {*} [defaultValue]
	* @return {Command} `this` command for chaining
	*/
	option(flags, description, parseArg, defaultValue) {
		return this._optionEx({}, flags, description, parseArg, defaultValue);
	}
	/**
	* Add a required option which must have a value after parsing. This usually means
	* the option must be specified on the command line. (Otherwise the same as .option().)
	*
	* The `flags` string contains the short and/or long flags, separated by comma, a pipe or space.
	*
	* @param {string} flags
	* @param {string} [description]
	* @param {(Function|*)} [parseArg] - custom option processing function or default value
	* @param {*} [defaultValue]
	* @return {Command} `this` command for chaining
	*/
	requiredOption(flags, description, parseArg, defaultValue) {
		return this._optionEx({ mandatory: true }, flags, description, parseArg, defaultValue);
	}
	/**
	* Alter parsing of short flags with optional values.
	*
	* @example
	* // for `.option('-f,--flag [value]'):
	* program.combineFlagAndOptionalValue(true);  // `-f80` is treated like `--flag=80`, this is the default behaviour
	* program.combineFlagAndOptionalValue(false) // `-fb` is treated like `-f -b`
	*
	* @param {boolean} [combine] - if `true` or omitted, an optional value can be specified directly after the flag.
	* @return {Command} `this` command for chaining
	*/
	combineFlagAndOptionalValue(combine = true) {
		this._combineFlagAndOptionalValue = !!combine;
		return this;
	}
	/**
	* Allow unknown options on the command line.
	*
	* @param {boolean} [allowUnknown] - if `true` or omitted, no error will be thrown for unknown options.
	* @return {Command} `this` command for chaining
	*/
	allowUnknownOption(allowUnknown = true) {
		this._allowUnknownOption = !!allowUnknown;
		return this;
	}
	/**
	* Allow excess command-arguments on the command line. Pass false to make excess arguments an error.
	*
	* @param {boolean} [allowExcess] - if `true` or omitted, no error will be thrown for excess arguments.
	* @return {Command} `this` command for chaining
	*/
	allowExcessArguments(allowExcess = true) {
		this._allowExcessArguments = !!allowExcess;
		return this;
	}
	/**
	* Enable positional options. Positional means global options are specified before subcommands which lets
	* subcommands reuse the same option names, and also enables subcommands to turn on passThroughOptions.
	* The default behaviour is non-positional and global options may appear anywhere on the command line.
	*
	* @param {boolean} [positional]
	* @return {Command} `this` command for chaining
	*/
	enablePositionalOptions(positional = true) {
		this._enablePositionalOptions = !!positional;
		return this;
	}
	/**
	* Pass through options that come after command-arguments rather than treat them as command-options,
	* so actual command-options come before command-arguments. Turning this on for a subcommand requires
	* positional options to have been enabled on the program (parent commands).
	* The default behaviour is non-positional and options may appear before or after command-arguments.
	*
	* @param {boolean} [passThrough] for unknown options.
	* @return {Command} `this` command for chaining
	*/
	passThroughOptions(passThrough = true) {
		this._passThroughOptions = !!passThrough;
		this._checkForBrokenPassThrough();
		return this;
	}
	/**
	* @private
	*/
	_checkForBrokenPassThrough() {
		if (this.parent && this._passThroughOptions && !this.parent._enablePositionalOptions) throw new Error(`passThroughOptions cannot be used for '${this._name}' without turning on enablePositionalOptions for parent command(s)`);
	}
	/**
	* Whether to store option values as properties on command object,
	* or store separately (specify false). In both cases the option values can be accessed using .opts().
	*
	* @param {boolean} [storeAsProperties=true]
	* @return {Command} `this` command for chaining
	*/
	storeOptionsAsProperties(storeAsProperties = true) {
		if (this.options.length) throw new Error("call .storeOptionsAsProperties() before adding options");
		if (Object.keys(this._optionValues).length) throw new Error("call .storeOptionsAsProperties() before setting option values");
		this._storeOptionsAsProperties = !!storeAsProperties;
		return this;
	}
	/**
	* Retrieve option value.
	*
	* @param {string} key
	* @return {object} value
	*/
	getOptionValue(key) {
		if (this._storeOptionsAsProperties) return this[key];
		return this._optionValues[key];
	}
	/**
	* Store option value.
	*
	* @param {string} key
	* @param {object} value
	* @return {Command} `this` command for chaining
	*/
	setOptionValue(key, value) {
		return this.setOptionValueWithSource(key, value, void 0);
	}
	/**
	* Store option value and where the value came from.
	*
	* @param {string} key
	* @param {object} value
	* @param {string} source - expected values are default/config/env/cli/implied
	* @return {Command} `this` command for chaining
	*/
	setOptionValueWithSource(key, value, source) {
		if (this._storeOptionsAsProperties) this[key] = value;
		else this._optionValues[key] = value;
		this._optionValueSources[key] = source;
		return this;
	}
	/**
	* Get source of option value.
	* Expected values are default | config | env | cli | implied
	*
	* @param {string} key
	* @return {string}
	*/
	getOptionValueSource(key) {
		return this._optionValueSources[key];
	}
	/**
	* Get source of option value. See also .optsWithGlobals().
	* Expected values are default | config | env | cli | implied
	*
	* @param {string} key
	* @return {string}
	*/
	getOptionValueSourceWithGlobals(key) {
		let source;
		this._getCommandAndAncestors().forEach((cmd) => {
			if (Object.hasOwn(cmd._optionValueSources, key)) source = cmd.getOptionValueSource(key);
		});
		return source;
	}
	/**
	* Get user arguments from implied or explicit arguments.
	* Side-effects: set _scriptPath if args included script. Used for default program name, and subcommand searches.
	*
	* @private
	*/
	_prepareUserArgs(argv, parseOptions) {
		if (argv !== void 0 && !Array.isArray(argv)) throw new Error("first parameter to parse must be array or undefined");
		parseOptions = parseOptions || {};
		if (argv === void 0 && parseOptions.from === void 0) {
			if (process$1.versions?.electron) parseOptions.from = "electron";
			const execArgv = process$1.execArgv ?? [];
			if (execArgv.includes("-e") || execArgv.includes("--eval") || execArgv.includes("-p") || execArgv.includes("--print")) parseOptions.from = "eval";
		}
		if (argv === void 0) argv = process$1.argv;
		this.rawArgs = argv.slice();
		let userArgs;
		switch (parseOptions.from) {
			case void 0:
			case "node":
				this._scriptPath = argv[1];
				userArgs = argv.slice(2);
				break;
			case "electron":
				if (process$1.defaultApp) {
					this._scriptPath = argv[1];
					userArgs = argv.slice(2);
				} else userArgs = argv.slice(1);
				break;
			case "user":
				userArgs = argv.slice(0);
				break;
			case "eval":
				userArgs = argv.slice(1);
				break;
			default: throw new Error(`unexpected parse option { from: '${parseOptions.from}' }`);
		}
		if (!this._name && this._scriptPath) this.nameFromFilename(this._scriptPath);
		this._name = this._name || "program";
		return userArgs;
	}
	/**
	* Parse `argv`, setting options and invoking commands when defined.
	*
	* Use parseAsync instead of parse if any of your action handlers are async.
	*
	* Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
	*
	* Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
	* - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
	* - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
	* - `'user'`: just user arguments
	*
	* @example
	* program.parse(); // parse process.argv and auto-detect electron and special node flags
	* program.parse(process.argv); // assume argv[0] is app and argv[1] is script
	* program.parse(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
	*
	* @param {string[]} [argv] - optional, defaults to process.argv
	* @param {object} [parseOptions] - optionally specify style of options with from: node/user/electron
	* @param {string} [parseOptions.from] - where the args are from: 'node', 'user', 'electron'
	* @return {Command} `this` command for chaining
	*/
	parse(argv, parseOptions) {
		this._prepareForParse();
		const userArgs = this._prepareUserArgs(argv, parseOptions);
		this._parseCommand([], userArgs);
		return this;
	}
	/**
	* Parse `argv`, setting options and invoking commands when defined.
	*
	* Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
	*
	* Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
	* - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
	* - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
	* - `'user'`: just user arguments
	*
	* @example
	* await program.parseAsync(); // parse process.argv and auto-detect electron and special node flags
	* await program.parseAsync(process.argv); // assume argv[0] is app and argv[1] is script
	* await program.parseAsync(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
	*
	* @param {string[]} [argv]
	* @param {object} [parseOptions]
	* @param {string} parseOptions.from - where the args are from: 'node', 'user', 'electron'
	* @return {Promise}
	*/
	async parseAsync(argv, parseOptions) {
		this._prepareForParse();
		const userArgs = this._prepareUserArgs(argv, parseOptions);
		await this._parseCommand([], userArgs);
		return this;
	}
	_prepareForParse() {
		if (this._savedState === null) {
			this.options.filter((option) => option.negate && option.defaultValue === void 0 && this.getOptionValue(option.attributeName()) === void 0).forEach((option) => {
				const positiveLongFlag = option.long.replace(/^--no-/, "--");
				if (!this._findOption(positiveLongFlag)) this.setOptionValueWithSource(option.attributeName(), true, "default");
			});
			this.saveStateBeforeParse();
		} else this.restoreStateBeforeParse();
	}
	/**
	* Called the first time parse is called to save state and allow a restore before subsequent calls to parse.
	* Not usually called directly, but available for subclasses to save their custom state.
	*
	* This is called in a lazy way. Only commands used in parsing chain will have state saved.
	*/
	saveStateBeforeParse() {
		this._savedState = {
			_name: this._name,
			_optionValues: { ...this._optionValues },
			_optionValueSources: { ...this._optionValueSources }
		};
	}
	/**
	* Restore state before parse for calls after the first.
	* Not usually called directly, but available for subclasses to save their custom state.
	*
	* This is called in a lazy way. Only commands used in parsing chain will have state restored.
	*/
	restoreStateBeforeParse() {
		if (this._storeOptionsAsProperties) throw new Error(`Can not call parse again when storeOptionsAsProperties is true.
- either make a new Command for each call to parse, or stop storing options as properties`);
		this._name = this._savedState._name;
		this._scriptPath = null;
		this.rawArgs = [];
		this._optionValues = { ...this._savedState._optionValues };
		this._optionValueSources = { ...this._savedState._optionValueSources };
		this.args = [];
		this.processedArgs = [];
	}
	/**
	* Throw if expected executable is missing. Add lots of help for author.
	*
	* @param {string} executableFile
	* @param {string} executableDir
	* @param {string} subcommandName
	*/
	_checkForMissingExecutable(executableFile, executableDir, subcommandName) {
		if (fs.existsSync(executableFile)) return;
		const executableMissing = `'${executableFile}' does not exist
 - if '${subcommandName}' is not meant to be an executable command, remove description parameter from '.command()' and use '.description()' instead
 - if the default executable name is not suitable, use the executableFile option to supply a custom name or path
 - ${executableDir ? `searched for local subcommand relative to directory '${executableDir}'` : "no directory for search for local subcommand, use .executableDir() to supply a custom directory"}`;
		throw new Error(executableMissing);
	}
	/**
	* Execute a sub-command executable.
	*
	* @private
	*/
	_executeSubCommand(subcommand, args) {
		args = args.slice();
		const sourceExt = [
			".js",
			".ts",
			".tsx",
			".mjs",
			".cjs"
		];
		function findFile(baseDir, baseName) {
			const localBin = path.resolve(baseDir, baseName);
			if (fs.existsSync(localBin)) return localBin;
			if (sourceExt.includes(path.extname(baseName))) return void 0;
			const foundExt = sourceExt.find((ext) => fs.existsSync(`${localBin}${ext}`));
			if (foundExt) return `${localBin}${foundExt}`;
		}
		this._checkForMissingMandatoryOptions();
		this._checkForConflictingOptions();
		let executableFile = subcommand._executableFile || `${this._name}-${subcommand._name}`;
		let executableDir = this._executableDir || "";
		if (this._scriptPath) {
			let resolvedScriptPath;
			try {
				resolvedScriptPath = fs.realpathSync(this._scriptPath);
			} catch {
				resolvedScriptPath = this._scriptPath;
			}
			executableDir = path.resolve(path.dirname(resolvedScriptPath), executableDir);
		}
		if (executableDir) {
			let localFile = findFile(executableDir, executableFile);
			if (!localFile && !subcommand._executableFile && this._scriptPath) {
				const legacyName = path.basename(this._scriptPath, path.extname(this._scriptPath));
				if (legacyName !== this._name) localFile = findFile(executableDir, `${legacyName}-${subcommand._name}`);
			}
			executableFile = localFile || executableFile;
		}
		const launchWithNode = sourceExt.includes(path.extname(executableFile));
		let proc;
		if (process$1.platform !== "win32") {
			if (launchWithNode) {
				args.unshift(executableFile);
				args = incrementNodeInspectorPort(process$1.execArgv).concat(args);
				proc = childProcess.spawn(process$1.argv[0], args, { stdio: "inherit" });
			} else proc = childProcess.spawn(executableFile, args, { stdio: "inherit" });
		} else {
			this._checkForMissingExecutable(executableFile, executableDir, subcommand._name);
			args.unshift(executableFile);
			args = incrementNodeInspectorPort(process$1.execArgv).concat(args);
			proc = childProcess.spawn(process$1.execPath, args, { stdio: "inherit" });
		}
		if (!proc.killed) [
			"SIGUSR1",
			"SIGUSR2",
			"SIGTERM",
			"SIGINT",
			"SIGHUP"
		].forEach((signal) => {
			process$1.on(signal, () => {
				if (proc.killed === false && proc.exitCode === null) proc.kill(signal);
			});
		});
		const exitCallback = this._exitCallback;
		proc.on("close", (code) => {
			code = code ?? 1;
			if (!exitCallback) process$1.exit(code);
			else exitCallback(new CommanderError(code, "commander.executeSubCommandAsync", "(close)"));
		});
		proc.on("error", (err) => {
			if (err.code === "ENOENT") this._checkForMissingExecutable(executableFile, executableDir, subcommand._name);
			else if (err.code === "EACCES") throw new Error(`'${executableFile}' not executable`);
			if (!exitCallback) process$1.exit(1);
			else {
				const wrappedError = new CommanderError(1, "commander.executeSubCommandAsync", "(error)");
				wrappedError.nestedError = err;
				exitCallback(wrappedError);
			}
		});
		this.runningCommand = proc;
	}
	/**
	* @private
	*/
	_dispatchSubcommand(commandName, operands, unknown) {
		const subCommand = this._findCommand(commandName);
		if (!subCommand) this.help({ error: true });
		subCommand._prepareForParse();
		let promiseChain;
		promiseChain = this._chainOrCallSubCommandHook(promiseChain, subCommand, "preSubcommand");
		promiseChain = this._chainOrCall(promiseChain, () => {
			if (subCommand._executableHandler) this._executeSubCommand(subCommand, operands.concat(unknown));
			else return subCommand._parseCommand(operands, unknown);
		});
		return promiseChain;
	}
	/**
	* Invoke help directly if possible, or dispatch if necessary.
	* e.g. help foo
	*
	* @private
	*/
	_dispatchHelpCommand(subcommandName) {
		if (!subcommandName) this.help();
		const subCommand = this._findCommand(subcommandName);
		if (subCommand && !subCommand._executableHandler) subCommand.help();
		return this._dispatchSubcommand(subcommandName, [], [this._getHelpOption()?.long ?? this._getHelpOption()?.short ?? "--help"]);
	}
	/**
	* Check this.args against expected this.registeredArguments.
	*
	* @private
	*/
	_checkNumberOfArguments() {
		this.registeredArguments.forEach((arg, i) => {
			if (arg.required && this.args[i] == null) this.missingArgument(arg.name());
		});
		if (this.registeredArguments.length > 0 && this.registeredArguments[this.registeredArguments.length - 1].variadic) return;
		if (this.args.length > this.registeredArguments.length) this._excessArguments(this.args);
	}
	/**
	* Process this.args using this.registeredArguments and save as this.processedArgs!
	*
	* @private
	*/
	_processArguments() {
		const myParseArg = (argument, value, previous) => {
			let parsedValue = value;
			if (value !== null && argument.parseArg) {
				const invalidValueMessage = `error: command-argument value '${value}' is invalid for argument '${argument.name()}'.`;
				parsedValue = this._callParseArg(argument, value, previous, invalidValueMessage);
			}
			return parsedValue;
		};
		this._checkNumberOfArguments();
		const processedArgs = [];
		this.registeredArguments.forEach((declaredArg, index) => {
			let value = declaredArg.defaultValue;
			if (declaredArg.variadic) {
				if (index < this.args.length) {
					value = this.args.slice(index);
					if (declaredArg.parseArg) value = value.reduce((processed, v) => {
						return myParseArg(declaredArg, v, processed);
					}, declaredArg.defaultValue);
				} else if (value === void 0) value = [];
			} else if (index < this.args.length) {
				value = this.args[index];
				if (declaredArg.parseArg) value = myParseArg(declaredArg, value, declaredArg.defaultValue);
			}
			processedArgs[index] = value;
		});
		this.processedArgs = processedArgs;
	}
	/**
	* Once we have a promise we chain, but call synchronously until then.
	*
	* @param {(Promise|undefined)} promise
	* @param {Function} fn
	* @return {(Promise|undefined)}
	* @private
	*/
	_chainOrCall(promise, fn) {
		if (promise?.then && typeof promise.then === "function") return promise.then(() => fn());
		return fn();
	}
	/**
	*
	* @param {(Promise|undefined)} promise
	* @param {string} event
	* @return {(Promise|undefined)}
	* @private
	*/
	_chainOrCallHooks(promise, event) {
		let result = promise;
		const hooks = [];
		this._getCommandAndAncestors().reverse().filter((cmd) => cmd._lifeCycleHooks[event] !== void 0).forEach((hookedCommand) => {
			hookedCommand._lifeCycleHooks[event].forEach((callback) => {
				hooks.push({
					hookedCommand,
					callback
				});
			});
		});
		if (event === "postAction") hooks.reverse();
		hooks.forEach((hookDetail) => {
			result = this._chainOrCall(result, () => {
				return hookDetail.callback(hookDetail.hookedCommand, this);
			});
		});
		return result;
	}
	/**
	*
	* @param {(Promise|undefined)} promise
	* @param {Command} subCommand
	* @param {string} event
	* @return {(Promise|undefined)}
	* @private
	*/
	_chainOrCallSubCommandHook(promise, subCommand, event) {
		let result = promise;
		if (this._lifeCycleHooks[event] !== void 0) this._lifeCycleHooks[event].forEach((hook) => {
			result = this._chainOrCall(result, () => {
				return hook(this, subCommand);
			});
		});
		return result;
	}
	/**
	* Process arguments in context of this command.
	* Returns action result, in case it is a promise.
	*
	* @private
	*/
	_parseCommand(operands, unknown) {
		const parsed = this.parseOptions(unknown);
		this._parseOptionsEnv();
		this._parseOptionsImplied();
		operands = operands.concat(parsed.operands);
		unknown = parsed.unknown;
		this.args = operands.concat(unknown);
		if (operands && this._findCommand(operands[0])) return this._dispatchSubcommand(operands[0], operands.slice(1), unknown);
		if (this._getHelpCommand() && operands[0] === this._getHelpCommand().name()) return this._dispatchHelpCommand(operands[1]);
		if (this._defaultCommandName) {
			this._outputHelpIfRequested(unknown);
			return this._dispatchSubcommand(this._defaultCommandName, operands, unknown);
		}
		if (this.commands.length && this.args.length === 0 && !this._actionHandler && !this._defaultCommandName) this.help({ error: true });
		this._outputHelpIfRequested(parsed.unknown);
		this._checkForMissingMandatoryOptions();
		this._checkForConflictingOptions();
		const checkForUnknownOptions = () => {
			if (parsed.unknown.length > 0) this.unknownOption(parsed.unknown[0]);
		};
		const commandEvent = `command:${this.name()}`;
		if (this._actionHandler) {
			checkForUnknownOptions();
			this._processArguments();
			let promiseChain;
			promiseChain = this._chainOrCallHooks(promiseChain, "preAction");
			promiseChain = this._chainOrCall(promiseChain, () => this._actionHandler(this.processedArgs));
			if (this.parent) promiseChain = this._chainOrCall(promiseChain, () => {
				this.parent.emit(commandEvent, operands, unknown);
			});
			promiseChain = this._chainOrCallHooks(promiseChain, "postAction");
			return promiseChain;
		}
		if (this.parent?.listenerCount(commandEvent)) {
			checkForUnknownOptions();
			this._processArguments();
			this.parent.emit(commandEvent, operands, unknown);
		} else if (operands.length) {
			if (this._findCommand("*")) return this._dispatchSubcommand("*", operands, unknown);
			if (this.listenerCount("command:*")) this.emit("command:*", operands, unknown);
			else if (this.commands.length) this.unknownCommand();
			else {
				checkForUnknownOptions();
				this._processArguments();
			}
		} else if (this.commands.length) {
			checkForUnknownOptions();
			this.help({ error: true });
		} else {
			checkForUnknownOptions();
			this._processArguments();
		}
	}
	/**
	* Find matching command.
	*
	* @private
	* @return {Command | undefined}
	*/
	_findCommand(name) {
		if (!name) return void 0;
		return this.commands.find((cmd) => cmd._name === name || cmd._aliases.includes(name));
	}
	/**
	* Return an option matching `arg` if any.
	*
	* @param {string} arg
	* @return {Option}
	* @package
	*/
	_findOption(arg) {
		return this.options.find((option) => option.is(arg));
	}
	/**
	* Display an error message if a mandatory option does not have a value.
	* Called after checking for help flags in leaf subcommand.
	*
	* @private
	*/
	_checkForMissingMandatoryOptions() {
		this._getCommandAndAncestors().forEach((cmd) => {
			cmd.options.forEach((anOption) => {
				if (anOption.mandatory && cmd.getOptionValue(anOption.attributeName()) === void 0) cmd.missingMandatoryOptionValue(anOption);
			});
		});
	}
	/**
	* Display an error message if conflicting options are used together in this.
	*
	* @private
	*/
	_checkForConflictingLocalOptions() {
		const definedNonDefaultOptions = this.options.filter((option) => {
			const optionKey = option.attributeName();
			if (this.getOptionValue(optionKey) === void 0) return false;
			return this.getOptionValueSource(optionKey) !== "default";
		});
		definedNonDefaultOptions.filter((option) => option.conflictsWith.length > 0).forEach((option) => {
			const conflictingAndDefined = definedNonDefaultOptions.find((defined) => option.conflictsWith.includes(defined.attributeName()));
			if (conflictingAndDefined) this._conflictingOption(option, conflictingAndDefined);
		});
	}
	/**
	* Display an error message if conflicting options are used together.
	* Called after checking for help flags in leaf subcommand.
	*
	* @private
	*/
	_checkForConflictingOptions() {
		this._getCommandAndAncestors().forEach((cmd) => {
			cmd._checkForConflictingLocalOptions();
		});
	}
	/**
	* Parse options from `argv` removing known options,
	* and return argv split into operands and unknown arguments.
	*
	* Side effects: modifies command by storing options. Does not reset state if called again.
	*
	* Examples:
	*
	*     argv => operands, unknown
	*     --known kkk op => [op], []
	*     op --known kkk => [op], []
	*     sub --unknown uuu op => [sub], [--unknown uuu op]
	*     sub -- --unknown uuu op => [sub --unknown uuu op], []
	*
	* @param {string[]} args
	* @return {{operands: string[], unknown: string[]}}
	*/
	parseOptions(args) {
		const operands = [];
		const unknown = [];
		let dest = operands;
		function maybeOption(arg) {
			return arg.length > 1 && arg[0] === "-";
		}
		const negativeNumberArg = (arg) => {
			if (!/^-(\d+|\d*\.\d+)([eE][+-]?\d+)?$/.test(arg)) return false;
			return !this._getCommandAndAncestors().some((cmd) => cmd.options.map((opt) => opt.short).some((short) => /^-\d$/.test(short)));
		};
		let activeVariadicOption = null;
		let activeGroup = null;
		let i = 0;
		while (i < args.length || activeGroup) {
			const arg = activeGroup ?? args[i++];
			activeGroup = null;
			if (arg === "--") {
				if (dest === unknown) dest.push(arg);
				dest.push(...args.slice(i));
				break;
			}
			if (activeVariadicOption && (!maybeOption(arg) || negativeNumberArg(arg))) {
				this.emit(`option:${activeVariadicOption.name()}`, arg);
				continue;
			}
			activeVariadicOption = null;
			if (maybeOption(arg)) {
				const option = this._findOption(arg);
				if (option) {
					if (option.required) {
						const value = args[i++];
						if (value === void 0) this.optionMissingArgument(option);
						this.emit(`option:${option.name()}`, value);
					} else if (option.optional) {
						let value = null;
						if (i < args.length && (!maybeOption(args[i]) || negativeNumberArg(args[i]))) value = args[i++];
						this.emit(`option:${option.name()}`, value);
					} else this.emit(`option:${option.name()}`);
					activeVariadicOption = option.variadic ? option : null;
					continue;
				}
			}
			if (arg.length > 2 && arg[0] === "-" && arg[1] !== "-") {
				const option = this._findOption(`-${arg[1]}`);
				if (option) {
					if (option.required || option.optional && this._combineFlagAndOptionalValue) this.emit(`option:${option.name()}`, arg.slice(2));
					else {
						this.emit(`option:${option.name()}`);
						activeGroup = `-${arg.slice(2)}`;
					}
					continue;
				}
			}
			if (/^--[^=]+=/.test(arg)) {
				const index = arg.indexOf("=");
				const option = this._findOption(arg.slice(0, index));
				if (option && (option.required || option.optional)) {
					this.emit(`option:${option.name()}`, arg.slice(index + 1));
					continue;
				}
			}
			if (dest === operands && maybeOption(arg) && !(this.commands.length === 0 && negativeNumberArg(arg))) dest = unknown;
			if ((this._enablePositionalOptions || this._passThroughOptions) && operands.length === 0 && unknown.length === 0) {
				if (this._findCommand(arg)) {
					operands.push(arg);
					unknown.push(...args.slice(i));
					break;
				} else if (this._getHelpCommand() && arg === this._getHelpCommand().name()) {
					operands.push(arg, ...args.slice(i));
					break;
				} else if (this._defaultCommandName) {
					unknown.push(arg, ...args.slice(i));
					break;
				}
			}
			if (this._passThroughOptions) {
				dest.push(arg, ...args.slice(i));
				break;
			}
			dest.push(arg);
		}
		return {
			operands,
			unknown
		};
	}
	/**
	* Return an object containing local option values as key-value pairs.
	*
	* @return {object}
	*/
	opts() {
		if (this._storeOptionsAsProperties) {
			const result = {};
			const len = this.options.length;
			for (let i = 0; i < len; i++) {
				const key = this.options[i].attributeName();
				result[key] = key === this._versionOptionName ? this._version : this[key];
			}
			return result;
		}
		return this._optionValues;
	}
	/**
	* Return an object containing merged local and global option values as key-value pairs.
	*
	* @return {object}
	*/
	optsWithGlobals() {
		return this._getCommandAndAncestors().reduce((combinedOptions, cmd) => Object.assign(combinedOptions, cmd.opts()), {});
	}
	/**
	* Display error message and exit (or call exitOverride).
	*
	* @param {string} message
	* @param {object} [errorOptions]
	* @param {string} [errorOptions.code] - an id string representing the error
	* @param {number} [errorOptions.exitCode] - used with process.exit
	*/
	error(message, errorOptions) {
		this._outputConfiguration.outputError(`${message}\n`, this._outputConfiguration.writeErr);
		if (typeof this._showHelpAfterError === "string") this._outputConfiguration.writeErr(`${this._showHelpAfterError}\n`);
		else if (this._showHelpAfterError) {
			this._outputConfiguration.writeErr("\n");
			this.outputHelp({ error: true });
		}
		const config = errorOptions || {};
		const exitCode = config.exitCode || 1;
		const code = config.code || "commander.error";
		this._exit(exitCode, code, message);
	}
	/**
	* Apply any option related environment variables, if option does
	* not have a value from cli or client code.
	*
	* @private
	*/
	_parseOptionsEnv() {
		this.options.forEach((option) => {
			if (option.envVar && option.envVar in process$1.env) {
				const optionKey = option.attributeName();
				if (this.getOptionValue(optionKey) === void 0 || [
					"default",
					"config",
					"env"
				].includes(this.getOptionValueSource(optionKey))) {
					if (option.required || option.optional) this.emit(`optionEnv:${option.name()}`, process$1.env[option.envVar]);
					else this.emit(`optionEnv:${option.name()}`);
				}
			}
		});
	}
	/**
	* Apply any implied option values, if option is undefined or default value.
	*
	* @private
	*/
	_parseOptionsImplied() {
		const dualHelper = new DualOptions(this.options);
		const hasCustomOptionValue = (optionKey) => {
			return this.getOptionValue(optionKey) !== void 0 && !["default", "implied"].includes(this.getOptionValueSource(optionKey));
		};
		this.options.filter((option) => option.implied !== void 0 && hasCustomOptionValue(option.attributeName()) && dualHelper.valueFromOption(this.getOptionValue(option.attributeName()), option)).forEach((option) => {
			Object.keys(option.implied).filter((impliedKey) => !hasCustomOptionValue(impliedKey)).forEach((impliedKey) => {
				this.setOptionValueWithSource(impliedKey, option.implied[impliedKey], "implied");
			});
		});
	}
	/**
	* Argument `name` is missing.
	*
	* @param {string} name
	* @private
	*/
	missingArgument(name) {
		const message = `error: missing required argument '${name}'`;
		this.error(message, { code: "commander.missingArgument" });
	}
	/**
	* `Option` is missing an argument.
	*
	* @param {Option} option
	* @private
	*/
	optionMissingArgument(option) {
		const message = `error: option '${option.flags}' argument missing`;
		this.error(message, { code: "commander.optionMissingArgument" });
	}
	/**
	* `Option` does not have a value, and is a mandatory option.
	*
	* @param {Option} option
	* @private
	*/
	missingMandatoryOptionValue(option) {
		const message = `error: required option '${option.flags}' not specified`;
		this.error(message, { code: "commander.missingMandatoryOptionValue" });
	}
	/**
	* `Option` conflicts with another option.
	*
	* @param {Option} option
	* @param {Option} conflictingOption
	* @private
	*/
	_conflictingOption(option, conflictingOption) {
		const findBestOptionFromValue = (option) => {
			const optionKey = option.attributeName();
			const optionValue = this.getOptionValue(optionKey);
			const negativeOption = this.options.find((target) => target.negate && optionKey === target.attributeName());
			const positiveOption = this.options.find((target) => !target.negate && optionKey === target.attributeName());
			if (negativeOption && (negativeOption.presetArg === void 0 && optionValue === false || negativeOption.presetArg !== void 0 && optionValue === negativeOption.presetArg)) return negativeOption;
			return positiveOption || option;
		};
		const getErrorMessage = (option) => {
			const bestOption = findBestOptionFromValue(option);
			const optionKey = bestOption.attributeName();
			if (this.getOptionValueSource(optionKey) === "env") return `environment variable '${bestOption.envVar}'`;
			return `option '${bestOption.flags}'`;
		};
		const message = `error: ${getErrorMessage(option)} cannot be used with ${getErrorMessage(conflictingOption)}`;
		this.error(message, { code: "commander.conflictingOption" });
	}
	/**
	* Unknown option `flag`.
	*
	* @param {string} flag
	* @private
	*/
	unknownOption(flag) {
		if (this._allowUnknownOption) return;
		let suggestion = "";
		if (flag.startsWith("--") && this._showSuggestionAfterError) {
			let candidateFlags = [];
			let command = this;
			do {
				const moreFlags = command.createHelp().visibleOptions(command).filter((option) => option.long).map((option) => option.long);
				candidateFlags = candidateFlags.concat(moreFlags);
				command = command.parent;
			} while (command && !command._enablePositionalOptions);
			suggestion = suggestSimilar(flag, candidateFlags);
		}
		const message = `error: unknown option '${flag}'${suggestion}`;
		this.error(message, { code: "commander.unknownOption" });
	}
	/**
	* Excess arguments, more than expected.
	*
	* @param {string[]} receivedArgs
	* @private
	*/
	_excessArguments(receivedArgs) {
		if (this._allowExcessArguments) return;
		const expected = this.registeredArguments.length;
		const s = expected === 1 ? "" : "s";
		const received = receivedArgs.length;
		const message = `error: too many arguments${this.parent ? ` for '${this.name()}'` : ""}. Expected ${expected} argument${s} but got ${received}: ${receivedArgs.join(", ")}.`;
		this.error(message, { code: "commander.excessArguments" });
	}
	/**
	* Unknown command.
	*
	* @private
	*/
	unknownCommand() {
		const unknownName = this.args[0];
		let suggestion = "";
		if (this._showSuggestionAfterError) {
			const candidateNames = [];
			this.createHelp().visibleCommands(this).forEach((command) => {
				candidateNames.push(command.name());
				if (command.alias()) candidateNames.push(command.alias());
			});
			suggestion = suggestSimilar(unknownName, candidateNames);
		}
		const message = `error: unknown command '${unknownName}'${suggestion}`;
		this.error(message, { code: "commander.unknownCommand" });
	}
	/**
	* Get or set the program version.
	*
	* This method auto-registers the "-V, --version" option which will print the version number.
	*
	* You can optionally supply the flags and description to override the defaults.
	*
	* @param {string} [str]
	* @param {string} [flags]
	* @param {string} [description]
	* @return {(this | string | undefined)} `this` command for chaining, or version string if no arguments
	*/
	version(str, flags, description) {
		if (str === void 0) return this._version;
		this._version = str;
		flags = flags || "-V, --version";
		description = description || "output the version number";
		const versionOption = this.createOption(flags, description);
		this._versionOptionName = versionOption.attributeName();
		this._registerOption(versionOption);
		this.on("option:" + versionOption.name(), () => {
			this._outputConfiguration.writeOut(`${str}\n`);
			this._exit(0, "commander.version", str);
		});
		return this;
	}
	/**
	* Set the description.
	*
	* @param {string} [str]
	* @param {object} [argsDescription]
	* @return {(string|Command)}
	*/
	description(str, argsDescription) {
		if (str === void 0 && argsDescription === void 0) return this._description;
		this._description = str;
		if (argsDescription) this._argsDescription = argsDescription;
		return this;
	}
	/**
	* Set the summary. Used when listed as subcommand of parent.
	*
	* @param {string} [str]
	* @return {(string|Command)}
	*/
	summary(str) {
		if (str === void 0) return this._summary;
		this._summary = str;
		return this;
	}
	/**
	* Set an alias for the command.
	*
	* You may call more than once to add multiple aliases. Only the first alias is shown in the auto-generated help.
	*
	* @param {string} [alias]
	* @return {(string|Command)}
	*/
	alias(alias) {
		if (alias === void 0) return this._aliases[0];
		/** @type {Command} */
		let command = this;
		if (this.commands.length !== 0 && this.commands[this.commands.length - 1]._executableHandler) command = this.commands[this.commands.length - 1];
		if (alias === command._name) throw new Error("Command alias can't be the same as its name");
		const matchingCommand = this.parent?._findCommand(alias);
		if (matchingCommand) {
			const existingCmd = [matchingCommand.name()].concat(matchingCommand.aliases()).join("|");
			throw new Error(`cannot add alias '${alias}' to command '${this.name()}' as already have command '${existingCmd}'`);
		}
		command._aliases.push(alias);
		return this;
	}
	/**
	* Set aliases for the command.
	*
	* Only the first alias is shown in the auto-generated help.
	*
	* @param {string[]} [aliases]
	* @return {(string[]|Command)}
	*/
	aliases(aliases) {
		if (aliases === void 0) return this._aliases;
		aliases.forEach((alias) => this.alias(alias));
		return this;
	}
	/**
	* Set / get the command usage `str`.
	*
	* @param {string} [str]
	* @return {(string|Command)}
	*/
	usage(str) {
		if (str === void 0) {
			if (this._usage) return this._usage;
			const args = this.registeredArguments.map((arg) => {
				return humanReadableArgName(arg);
			});
			return [].concat(this.options.length || this._helpOption !== null ? "[options]" : [], this.commands.length ? "[command]" : [], this.registeredArguments.length ? args : []).join(" ");
		}
		this._usage = str;
		return this;
	}
	/**
	* Get or set the name of the command.
	*
	* @param {string} [str]
	* @return {(string|Command)}
	*/
	name(str) {
		if (str === void 0) return this._name;
		this._name = str;
		return this;
	}
	/**
	* Set/get the help group heading for this subcommand in parent command's help.
	*
	* @param {string} [heading]
	* @return {Command | string}
	*/
	helpGroup(heading) {
		if (heading === void 0) return this._helpGroupHeading ?? "";
		this._helpGroupHeading = heading;
		return this;
	}
	/**
	* Set/get the default help group heading for subcommands added to this command.
	* (This does not override a group set directly on the subcommand using .helpGroup().)
	*
	* @example
	* program.commandsGroup('Development Commands:');
	* program.command('watch')...
	* program.command('lint')...
	* ...
	*
	* @param {string} [heading]
	* @returns {Command | string}
	*/
	commandsGroup(heading) {
		if (heading === void 0) return this._defaultCommandGroup ?? "";
		this._defaultCommandGroup = heading;
		return this;
	}
	/**
	* Set/get the default help group heading for options added to this command.
	* (This does not override a group set directly on the option using .helpGroup().)
	*
	* @example
	* program
	*   .optionsGroup('Development Options:')
	*   .option('-d, --debug', 'output extra debugging')
	*   .option('-p, --profile', 'output profiling information')
	*
	* @param {string} [heading]
	* @returns {Command | string}
	*/
	optionsGroup(heading) {
		if (heading === void 0) return this._defaultOptionGroup ?? "";
		this._defaultOptionGroup = heading;
		return this;
	}
	/**
	* @param {Option} option
	* @private
	*/
	_initOptionGroup(option) {
		if (this._defaultOptionGroup && !option.helpGroupHeading) option.helpGroup(this._defaultOptionGroup);
	}
	/**
	* @param {Command} cmd
	* @private
	*/
	_initCommandGroup(cmd) {
		if (this._defaultCommandGroup && !cmd.helpGroup()) cmd.helpGroup(this._defaultCommandGroup);
	}
	/**
	* Set the name of the command from script filename, such as process.argv[1],
	* or import.meta.filename.
	*
	* (Used internally and public although not documented in README.)
	*
	* @example
	* program.nameFromFilename(import.meta.filename);
	*
	* @param {string} filename
	* @return {Command}
	*/
	nameFromFilename(filename) {
		this._name = path.basename(filename, path.extname(filename));
		return this;
	}
	/**
	* Get or set the directory for searching for executable subcommands of this command.
	*
	* @example
	* program.executableDir(import.meta.dirname);
	* // or
	* program.executableDir('subcommands');
	*
	* @param {string} [path]
	* @return {(string|null|Command)}
	*/
	executableDir(path) {
		if (path === void 0) return this._executableDir;
		this._executableDir = path;
		return this;
	}
	/**
	* Return program help documentation.
	*
	* @param {{ error: boolean }} [contextOptions] - pass {error:true} to wrap for stderr instead of stdout
	* @return {string}
	*/
	helpInformation(contextOptions) {
		const helper = this.createHelp();
		const context = this._getOutputContext(contextOptions);
		helper.prepareContext({
			error: context.error,
			helpWidth: context.helpWidth,
			outputHasColors: context.hasColors
		});
		const text = helper.formatHelp(this, helper);
		if (context.hasColors) return text;
		return this._outputConfiguration.stripColor(text);
	}
	/**
	* @typedef HelpContext
	* @type {object}
	* @property {boolean} error
	* @property {number} helpWidth
	* @property {boolean} hasColors
	* @property {function} write - includes stripColor if needed
	*
	* @returns {HelpContext}
	* @private
	*/
	_getOutputContext(contextOptions) {
		contextOptions = contextOptions || {};
		const error = !!contextOptions.error;
		let baseWrite;
		let hasColors;
		let helpWidth;
		if (error) {
			baseWrite = (str) => this._outputConfiguration.writeErr(str);
			hasColors = this._outputConfiguration.getErrHasColors();
			helpWidth = this._outputConfiguration.getErrHelpWidth();
		} else {
			baseWrite = (str) => this._outputConfiguration.writeOut(str);
			hasColors = this._outputConfiguration.getOutHasColors();
			helpWidth = this._outputConfiguration.getOutHelpWidth();
		}
		const write = (str) => {
			if (!hasColors) str = this._outputConfiguration.stripColor(str);
			return baseWrite(str);
		};
		return {
			error,
			write,
			hasColors,
			helpWidth
		};
	}
	/**
	* Output help information for this command.
	*
	* Outputs built-in help, and custom text added using `.addHelpText()`.
	*
	* @param {{ error: boolean } | Function} [contextOptions] - pass {error:true} to write to stderr instead of stdout
	*/
	outputHelp(contextOptions) {
		let deprecatedCallback;
		if (typeof contextOptions === "function") {
			deprecatedCallback = contextOptions;
			contextOptions = void 0;
		}
		const outputContext = this._getOutputContext(contextOptions);
		/** @type {HelpTextEventContext} */
		const eventContext = {
			error: outputContext.error,
			write: outputContext.write,
			command: this
		};
		this._getCommandAndAncestors().reverse().forEach((command) => command.emit("beforeAllHelp", eventContext));
		this.emit("beforeHelp", eventContext);
		let helpInformation = this.helpInformation({ error: outputContext.error });
		if (deprecatedCallback) {
			helpInformation = deprecatedCallback(helpInformation);
			if (typeof helpInformation !== "string" && !Buffer.isBuffer(helpInformation)) throw new Error("outputHelp callback must return a string or a Buffer");
		}
		outputContext.write(helpInformation);
		if (this._getHelpOption()?.long) this.emit(this._getHelpOption().long);
		this.emit("afterHelp", eventContext);
		this._getCommandAndAncestors().forEach((command) => command.emit("afterAllHelp", eventContext));
	}
	/**
	* You can pass in flags and a description to customise the built-in help option.
	* Pass in false to disable the built-in help option.
	*
	* @example
	* program.helpOption('-?, --help', 'show help'); // customise
	* program.helpOption(false); // disable
	*
	* @param {(string | boolean)} flags
	* @param {string} [description]
	* @return {Command} `this` command for chaining
	*/
	helpOption(flags, description) {
		if (typeof flags === "boolean") {
			if (flags) {
				if (this._helpOption === null) this._helpOption = void 0;
				if (this._defaultOptionGroup) this._initOptionGroup(this._getHelpOption());
			} else this._helpOption = null;
			return this;
		}
		this._helpOption = this.createOption(flags ?? "-h, --help", description ?? "display help for command");
		if (flags || description) this._initOptionGroup(this._helpOption);
		return this;
	}
	/**
	* Lazy create help option.
	* Returns null if has been disabled with .helpOption(false).
	*
	* @returns {(Option | null)} the help option
	* @package
	*/
	_getHelpOption() {
		if (this._helpOption === void 0) this.helpOption(void 0, void 0);
		return this._helpOption;
	}
	/**
	* Supply your own option to use for the built-in help option.
	* This is an alternative to using helpOption() to customise the flags and description etc.
	*
	* @param {Option} option
	* @return {Command} `this` command for chaining
	*/
	addHelpOption(option) {
		this._helpOption = option;
		this._initOptionGroup(option);
		return this;
	}
	/**
	* Output help information and exit.
	*
	* Outputs built-in help, and custom text added using `.addHelpText()`.
	*
	* @param {{ error: boolean }} [contextOptions] - pass {error:true} to write to stderr instead of stdout
	*/
	help(contextOptions) {
		this.outputHelp(contextOptions);
		let exitCode = Number(process$1.exitCode ?? 0);
		if (exitCode === 0 && contextOptions && typeof contextOptions !== "function" && contextOptions.error) exitCode = 1;
		this._exit(exitCode, "commander.help", "(outputHelp)");
	}
	/**
	* // Do a little typing to coordinate emit and listener for the help text events.
	* @typedef HelpTextEventContext
	* @type {object}
	* @property {boolean} error
	* @property {Command} command
	* @property {function} write
	*/
	/**
	* Add additional text to be displayed with the built-in help.
	*
	* Position is 'before' or 'after' to affect just this command,
	* and 'beforeAll' or 'afterAll' to affect this command and all its subcommands.
	*
	* @param {string} position - before or after built-in help
	* @param {(string | Function)} text - string to add, or a function returning a string
	* @return {Command} `this` command for chaining
	*/
	addHelpText(position, text) {
		const allowedValues = [
			"beforeAll",
			"before",
			"after",
			"afterAll"
		];
		if (!allowedValues.includes(position)) throw new Error(`Unexpected value for position to addHelpText.
Expecting one of '${allowedValues.join("', '")}'`);
		const helpEvent = `${position}Help`;
		this.on(helpEvent, (context) => {
			let helpStr;
			if (typeof text === "function") helpStr = text({
				error: context.error,
				command: context.command
			});
			else helpStr = text;
			if (helpStr) context.write(`${helpStr}\n`);
		});
		return this;
	}
	/**
	* Output help information if help flags specified
	*
	* @param {Array} args - array of options to search for help flags
	* @private
	*/
	_outputHelpIfRequested(args) {
		const helpOption = this._getHelpOption();
		if (helpOption && args.find((arg) => helpOption.is(arg))) {
			this.outputHelp();
			this._exit(0, "commander.helpDisplayed", "(outputHelp)");
		}
	}
};
/**
* Scan arguments and increment port number for inspect calls (to avoid conflicts when spawning new command).
*
* @param {string[]} args - array of arguments from node.execArgv
* @returns {string[]}
* @private
*/
function incrementNodeInspectorPort(args) {
	return args.map((arg) => {
		if (!arg.startsWith("--inspect")) return arg;
		let debugOption;
		let debugHost = "127.0.0.1";
		let debugPort = "9229";
		let match;
		if ((match = arg.match(/^(--inspect(-brk|-wait)?)$/)) !== null) debugOption = match[1];
		else if ((match = arg.match(/^(--inspect(-brk|-port|-wait)?)=(\[[^\]]+\]|[^:]+)$/)) !== null) {
			debugOption = match[1];
			if (/^\d+$/.test(match[3])) debugPort = match[3];
			else debugHost = match[3];
		} else if ((match = arg.match(/^(--inspect(-brk|-port|-wait)?)=(\[[^\]]+\]|[^:]+):(\d+)$/)) !== null) {
			debugOption = match[1];
			debugHost = match[3];
			debugPort = match[4];
		}
		if (debugOption && debugPort !== "0") return `${debugOption}=${debugHost}:${parseInt(debugPort) + 1}`;
		return arg;
	});
}
/**
* Exported for using from tests, not otherwise used outside this file.
*
* @returns {boolean | undefined}
* @package
*/
function useColor() {
	if (process$1.env.NO_COLOR || process$1.env.FORCE_COLOR === "0" || process$1.env.FORCE_COLOR === "false") return false;
	if (process$1.env.FORCE_COLOR || process$1.env.CLICOLOR_FORCE !== void 0) return true;
}
new Command();
// src/commands/with-runtime.ts
/** Runs one act of the command line on the database of the environment, and closes it. */
async function withRuntime(work) {
	const runtime = await openRuntime();
	try {
		return await work(commandLineContext(runtime), runtime);
	} finally {
		await runtime.store.close();
	}
}
/** The same on a database that need not be fit to serve yet: it is opened as it is, neither migrated nor judged. */
async function withDatabase(work) {
	const config = readConfig(process.env);
	const opened = connectStore({
		url: config.databaseUrl,
		migrationUrl: config.migrationUrl
	});
	try {
		return await work(opened, config);
	} finally {
		await opened.store.close();
	}
}
/** With `--json` exactly one JSON object and nothing else; without it, one `name  value` line each. */
function print(result, options) {
	if (options.json) {
		process.stdout.write(`${JSON.stringify(result)}\n`);
		return;
	}
	const width = Math.max(...Object.keys(result).map((name) => name.length));
	for (const [name, value] of Object.entries(result)) process.stdout.write(`${name.padEnd(width)}  ${typeof value === "string" ? value : JSON.stringify(value)}\n`);
}
// src/commands/credentials.ts
/** A moment that long from now; undefined: never. */
const expiryFrom = (duration) => duration === void 0 ? void 0 : new Date(Date.now() + parseDuration("expires-in", duration));
const withCreateOptions = (command) => command.requiredOption("--directory <id>", "id of the directory").option("--name <name>", "what it is for").option("--expires-in <duration>", "such as 90d or 12h; never without it").option("--json", "print one JSON object");
function credentialCommands() {
	const token = new Command("token").description("bearer tokens of a directory");
	withCreateOptions(token.command("create").description("make a token; it is shown this once")).action((options) => withRuntime(async (ctx) => {
		const { tenant_id: tenantId, id: directoryId } = await findDirectoryById(ctx, options.directory);
		const created = await createToken(ctx, {
			tenantId,
			directoryId,
			name: options.name,
			expiresAt: expiryFrom(options.expiresIn)
		});
		print({
			id: created.credential.id,
			token: created.token
		}, options);
	}));
	addListAndRevoke(token);
	addRotate(token);
	const credential = new Command("credential").description("user names and passwords of a directory");
	withCreateOptions(credential.command("create").description("make a user name and password; shown this once")).option("--basic", "HTTP Basic (the only kind)").action((options) => withRuntime(async (ctx) => {
		if (!options.basic) throw new InvalidInputError("basic", "Say --basic for a user name and password; for a bearer token use: token create.");
		const { tenant_id: tenantId, id: directoryId } = await findDirectoryById(ctx, options.directory);
		const created = await createBasicCredential(ctx, {
			tenantId,
			directoryId,
			name: options.name,
			expiresAt: expiryFrom(options.expiresIn)
		});
		print({
			id: created.credential.id,
			username: created.username,
			password: created.password
		}, options);
	}));
	addListAndRevoke(credential);
	addRotate(credential);
	return [token, credential];
}
function addListAndRevoke(command) {
	command.command("list").description("list those of a directory, never their secrets").requiredOption("--directory <id>", "id of the directory").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx) => {
		const directory = await findDirectoryById(ctx, options.directory);
		const credentials = (await listCredentials(ctx, directory.tenant_id, directory.id)).map((row) => ({
			id: row.id,
			kind: row.kind,
			name: row.name,
			lastFour: row.last_four,
			createdAt: row.created_at,
			expiresAt: row.expires_at,
			revokedAt: row.revoked_at,
			lastUsedAt: row.last_used_at
		}));
		if (options.json) print({ credentials }, options);
		else for (const row of credentials) process.stdout.write(`${row.id}\t${row.kind}\t…${row.lastFour}\t${row.name}\n`);
	}));
	command.command("revoke").description("end one at once").requiredOption("--id <id>", "id of the token or credential").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx) => {
		const found = await findCredentialById(ctx, options.id);
		const row = await revokeCredential(ctx, {
			tenantId: found.tenant_id,
			id: found.id
		});
		print({
			id: row.id,
			revokedAt: row.revoked_at
		}, options);
	}));
}
function addRotate(command) {
	command.command("rotate").description("make a successor; both work until the overlap ends. The secret is shown this once").requiredOption("--id <id>", "id of the one to follow").option("--overlap <duration>", "how long the former one goes on working; 0: it ends at once", "1d").option("--expires-in <duration>", "such as 90d; never without it, or as the policy says").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx) => {
		const { tenant_id: tenantId, id } = await findCredentialById(ctx, options.id);
		const { credential, secret, former } = await rotateCredential(ctx, {
			tenantId,
			id
		}, {
			overlapMs: options.overlap === "0" ? 0 : parseDuration("overlap", options.overlap),
			expiresAt: expiryFrom(options.expiresIn)
		});
		print({
			id: credential.id,
			...secret,
			formerId: former.id,
			formerEndsAt: former.expires_at
		}, options);
	}));
}
// src/commands/access.ts
const tenantIdOf = async (ctx, slug) => slug === void 0 ? void 0 : (await getTenant(ctx, slug)).id;
/** `api-key` and `admin`. */
function accessCommands() {
	const apiKey = new Command("api-key").description("keys for scripts");
	apiKey.command("create").description("make a key; it is shown this once").requiredOption("--name <name>", "what it is for").option("--tenant <tenant>", "slug or id; without it the key is for the whole instance").addOption(new Option("--role <role>", "what it may do").choices(ADMIN_ROLES)).option("--expires-in <duration>", "such as 90d; never without it").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx) => {
		const created = await createApiKey(ctx, {
			name: options.name,
			tenantId: await tenantIdOf(ctx, options.tenant),
			role: options.role,
			expiresAt: expiryFrom(options.expiresIn)
		});
		print({
			id: created.apiKey.id,
			key: created.key
		}, options);
	}));
	apiKey.command("list").description("list keys, never their secrets").option("--tenant <tenant>", "slug or id; without it all of them").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx) => {
		const apiKeys = (await listApiKeys(ctx, await tenantIdOf(ctx, options.tenant))).map(({ apiKey: row, grants }) => ({
			id: row.id,
			name: row.name,
			lastFour: row.last_four,
			grants,
			createdAt: row.created_at,
			expiresAt: row.expires_at,
			revokedAt: row.revoked_at,
			lastUsedAt: row.last_used_at
		}));
		if (options.json) print({ apiKeys }, options);
		else for (const row of apiKeys) process.stdout.write(`${row.id}\t…${row.lastFour}\t${row.name}\n`);
	}));
	apiKey.command("revoke").description("end a key at once").requiredOption("--id <id>", "id of the key").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx) => {
		const row = await revokeApiKey(ctx, options.id);
		print({
			id: row.id,
			revokedAt: row.revoked_at
		}, options);
	}));
	const admin = new Command("admin").description("people who sign in to the console");
	admin.command("create").description("make an admin; whoever opens the set-up URL (once, within three days) chooses the password").requiredOption("--email <email>", "e-mail address").addOption(new Option("--role <role>", "what they may do").choices(ADMIN_ROLES).makeOptionMandatory()).option("--name <name>", "name for people").option("--tenant <tenant>", "slug or id; without it the role is for the whole instance").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx, { config }) => {
		const { admin: row, setupCode } = await createAdmin(ctx, {
			email: options.email,
			name: options.name,
			role: options.role,
			tenantId: await tenantIdOf(ctx, options.tenant)
		});
		print({
			id: row.id,
			setupUrl: `${config.publicUrl}/setup?code=${setupCode}`
		}, options);
	}));
	return [apiKey, admin];
}
// src/commands/audit.ts
function auditCommand() {
	const audit = new Command("audit").description("the audit log of a tenant");
	audit.command("verify").description("recompute the chain and check the signed checkpoints").requiredOption("--tenant <tenant>", "slug or id of the tenant").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx) => {
		const result = await verifyAudit(ctx, (await getTenant(ctx, options.tenant)).id);
		if (!result.ok) process.exitCode = 1;
		if (options.json) print({ ...result }, options);
		else {
			const { ok, sealed, unsealed, checkpoints, problem } = result;
			const found = problem === void 0 ? "The chain holds." : `Broken at event ${problem.seq}: ${problem.detail}.`;
			process.stdout.write(`${ok ? "✓" : "✗"} ${found} ${sealed} chained, ${unsealed} not yet, ${checkpoints} signed checkpoints.\n`);
		}
	}));
	audit.command("list").description("who did what, the latest first").option("--tenant <tenant>", "slug or id of the tenant; without it acts on the whole instance").option("--action <action>", "only these, such as token.created").option("--limit <number>", "how many at most", "50").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx) => {
		if (!/^[1-9]\d{0,4}$/.test(options.limit)) throw new InvalidInputError("limit", "--limit takes a number from 1 to 99999.");
		const tenantId = options.tenant === void 0 ? "*" : (await getTenant(ctx, options.tenant)).id;
		const filter = options.action === void 0 ? {} : { actions: [options.action] };
		const events = (await listAuditEvents(ctx, tenantId, filter, Number(options.limit))).map((row) => ({
			id: row.id,
			occurredAt: row.occurred_at,
			actor: {
				type: row.actor_type,
				id: row.actor_id,
				label: row.actor_label
			},
			action: row.action,
			target: {
				type: row.target_type,
				id: row.target_id
			},
			changed: JSON.parse(row.changed),
			requestId: row.request_id
		}));
		if (options.json) print({ events }, options);
		else for (const row of events) process.stdout.write(`${row.occurredAt}\t${row.actor.label}\t${row.action}\t${row.target.id}\n`);
	}));
	return audit;
}
// src/commands/backup.ts
/** `backup` and `restore`. */
function backupCommands() {
	return [new Command("backup").description("copy the whole database into one file, while the server runs; the secret key is not in it").requiredOption("--to <file>", "file to write (gzip)").option("--json", "print one JSON object").action((options) => withDatabase(async (opened) => {
		const { rows, digest } = await backUp(opened, options.to);
		print({
			file: options.to,
			rows,
			digest
		}, options);
	})), new Command("restore").description("put a backup into a new, empty database (SQLite or PostgreSQL, whichever it was taken from)").requiredOption("--from <file>", "file that backup wrote").option("--json", "print one JSON object").action((options) => withDatabase(async (opened) => {
		const { rows, digest } = await restoreBackup(opened, () => linesOf(options.from));
		print({
			file: options.from,
			rows,
			digest
		}, options);
	}))];
}
/** Writes beside the target, syncs, verifies what lies on disk, and only then gives it its name. */
async function backUp(opened, target) {
	if (await opened.migrationState() !== "current") throw new StoreSetupError("The database is not at this version of Rollcall; run migrate first.");
	const partial = `${target}.partial`;
	try {
		const summary = await opened.snapshot(async (db) => {
			let written;
			const facts = {
				takenAt: (/* @__PURE__ */ new Date()).toISOString(),
				migrations: Object.keys(migrations)
			};
			const lines = writeBackup(db, facts, (end) => {
				written = end;
			});
			await pipeline$1(Readable.from(lines), createGzip(), createWriteStream(partial, { mode: 384 }));
			return written;
		});
		await syncFile(partial);
		await rename(partial, target);
		return summary;
	} catch (error) {
		await rm(partial, { force: true });
		throw toSetupError(error, target);
	}
}
async function syncFile(path) {
	const file = await open(path, "r+");
	try {
		await file.sync();
	} finally {
		await file.close();
	}
}
async function* linesOf(path) {
	const file = createReadStream(path);
	const unzipped = file.pipe(createGunzip());
	unzipped.setEncoding("utf8");
	file.on("error", (error) => unzipped.destroy(error));
	let rest = "";
	try {
		for await (const chunk of unzipped) {
			const lines = `${rest}${chunk}`.split("\n");
			rest = lines.pop() ?? "";
			yield* lines;
		}
		if (rest !== "") yield rest;
	} catch (error) {
		throw toSetupError(error, path);
	} finally {
		file.destroy();
	}
}
function toSetupError(error, path) {
	const code = error.code ?? "";
	return /^(E[A-Z]+|Z_[A-Z_]+)$/.test(code) ? new StoreSetupError(`The file ${path} cannot be used: ${error.message}.`, { cause: error }) : error;
}
// src/commands/brake.ts
const KINDS = [
	"delete",
	"deactivate",
	"empty-group",
	"lose-role"
];
/** `brake`: what the safety brake of a directory did, and letting go of it. */
function brakeCommand() {
	const brake = new Command("brake").description("what the safety brake of a directory holds");
	withDirectory(brake.command("list").description("list holds and alerts")).option("--open", "only what is not released").action((options) => withRuntime(async (ctx) => {
		const { id, tenant_id: tenantId } = await findDirectoryById(ctx, options.directory);
		print({ holds: await listBrakeHolds(ctx, tenantId, {
			directoryId: id,
			open: options.open
		}) }, options);
	}));
	withDirectory(brake.command("release").description("let what is held pass")).addOption(new Option("--kind <kind>", "what is held").choices(KINDS).makeOptionMandatory()).action((options) => withRuntime(async (ctx) => {
		const { id, tenant_id: tenantId } = await findDirectoryById(ctx, options.directory);
		const hold = await releaseBrake(ctx, {
			tenantId,
			directoryId: id,
			kind: options.kind
		});
		print({
			id: hold.id,
			kind: hold.kind,
			state: hold.state,
			heldRequests: hold.held
		}, options);
	}));
	return brake;
}
const withDirectory = (command) => command.requiredOption("--directory <id>", "the directory").option("--json", "print one JSON object");
// src/commands/read-json.ts
/** A file that an option names, as JSON. Throws InvalidInputError. */
function readJson(path) {
	try {
		return JSON.parse(readFileSync(path, "utf8"));
	} catch (error) {
		throw new InvalidInputError("file", `The file ${path} cannot be read as JSON: ${error.message}.`);
	}
}
// src/commands/definitions.ts
/** `schema` and `resource-type`: both take documents of RFC 7643 sections 6 and 7. */
function definitionCommands() {
	return [definitionCommand("schema", "schemas beyond the built-in ones; those that no type of their own uses extend User", "urn"), definitionCommand("resource-type", "resource types beyond User and Group", "name")];
}
function definitionCommand(name, description, key) {
	const command = new Command(name).description(description);
	withTarget(command.command("apply").description("add or change what a JSON file defines")).requiredOption("--file <path>", "Schema or ResourceType documents: one, a list, or a ListResponse").option("--extends <type>", "built-in type that a schema extends, or none; a new one extends User").action((options) => withRuntime(async (ctx) => {
		const file = readJson(options.file);
		const applied = await applyDefinitions(ctx, await targetOf(ctx, options), file, { extends: options.extends });
		print(summary(applied), options);
	}));
	withTarget(command.command("list").description("show what was applied")).action((options) => withRuntime(async (ctx) => print(summary(await getDefinitions(ctx, await targetOf(ctx, options))), options)));
	withTarget(command.command("remove").description("take one out again")).requiredOption(`--${key} <${key}>`, `${key} of what to remove`).action((options) => withRuntime(async (ctx) => print(summary(await removeDefinition(ctx, await targetOf(ctx, options), options[key] ?? "")), options)));
	return command;
}
const withTarget = (command) => command.option("--directory <id>", "for one directory").option("--tenant <tenant>", "slug or id: for every directory of the tenant, those to come included").option("--json", "print one JSON object");
async function targetOf(ctx, { directory, tenant }) {
	if (directory !== void 0) {
		const row = await findDirectoryById(ctx, directory);
		return {
			tenantId: row.tenant_id,
			directoryId: row.id
		};
	}
	if (tenant === void 0) throw new InvalidInputError("directory", "Say for whom: --directory or --tenant.");
	return { tenantId: (await getTenant(ctx, tenant)).id };
}
const summary = ({ schemas, extensions, resourceTypes }) => ({
	schemas: schemas.map((each) => each.id),
	extensions: extensions.map((each) => ({
		resourceType: each.resourceType,
		schema: each.schema,
		required: each.required
	})),
	resourceTypes: resourceTypes.map((each) => ({
		name: each.name,
		endpoint: each.endpoint,
		schema: each.schema
	}))
});
// src/scim-base-url.ts
/** The address of a directory by path; the shared address is `/scim/v2`. */
const scimBaseUrl = ({ publicUrl }, tenantSlug, directorySlug) => `${publicUrl}/${tenantSlug}/${directorySlug}/scim/v2`;
// src/commands/directories.ts
function toUpdate({ name, rolePrefix, rolePrefixCaseExact: exact, rateLimit, alias, unresolvedMembers }) {
	if (exact !== void 0 && exact !== "yes" && exact !== "no") throw new InvalidInputError("role-prefix-case-exact", "--role-prefix-case-exact takes yes or no.");
	return {
		...name === void 0 ? {} : { name: checkName("name", name) },
		...rolePrefix === void 0 ? {} : { role_prefix: checkRolePrefix(rolePrefix) },
		...exact === void 0 ? {} : { role_prefix_case_exact: Number(exact === "yes") },
		...alias === void 0 ? {} : { alias: checkAlias(alias) },
		...unresolvedMembers === void 0 ? {} : { unresolved_members: unresolvedMembers },
		...rateLimit === void 0 ? {} : { rate_limit: checkRateLimit(rateLimit === "default" ? null : Number(rateLimit)) }
	};
}
function directoryCommand() {
	const directory = new Command("directory").description("identity providers' SCIM links into a tenant");
	directory.command("create").description("make a directory; it starts Inactive").requiredOption("--tenant <tenant>", "slug or id of the tenant").requiredOption("--slug <slug>", "short name for URLs, such as okta").requiredOption("--name <name>", "name for people").addOption(new Option("--preset <preset>", "kind of identity provider").choices(DIRECTORY_PRESETS)).option("--role-prefix <prefix>", "a group named prefix + X grants role X").option("--activate", "activate it at once").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx, { config }) => {
		const tenant = await getTenant(ctx, options.tenant);
		const { id, slug } = await createDirectory(ctx, {
			...options,
			tenantId: tenant.id
		});
		print({
			id,
			scimBaseUrl: scimBaseUrl(config, tenant.slug, slug)
		}, options);
	}));
	directory.command("list").description("list the directories of a tenant").requiredOption("--tenant <tenant>", "slug or id of the tenant").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx, { config }) => {
		const tenant = await getTenant(ctx, options.tenant);
		const directories = (await listDirectories(ctx, tenant.id)).map((row) => ({
			id: row.id,
			slug: row.slug,
			name: row.name,
			status: row.status,
			scimBaseUrl: scimBaseUrl(config, tenant.slug, row.slug)
		}));
		if (options.json) print({ directories }, options);
		else for (const row of directories) process.stdout.write(`${row.id}\t${row.status}\t${row.slug}\t${row.scimBaseUrl}\n`);
	}));
	directory.command("update").description("change a directory; what is not named stays").requiredOption("--directory <id>", "id of the directory").option("--name <name>", "name for people").option("--role-prefix <prefix>", "a group named prefix + X grants role X; empty: none").option("--role-prefix-case-exact <yes|no>", "whether letter case counts in the prefix").option("--alias <path>", "a path of its own, such as api/v1/SCIM/SCIMOkta; empty: none").addOption(new Option("--unresolved-members <policy>", "what becomes of members that are not provisioned").choices([
		"keep",
		"attach",
		"reject"
	])).option("--rate-limit <number>", "requests per second it may send; default: what the server is set to").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx) => {
		const found = await findDirectoryById(ctx, options.directory);
		const row = await updateDirectory(ctx, {
			tenantId: found.tenant_id,
			id: found.id
		}, toUpdate(options));
		print({
			id: row.id,
			name: row.name,
			rolePrefix: row.role_prefix,
			rolePrefixCaseExact: row.role_prefix_case_exact === 1,
			rateLimit: row.rate_limit,
			alias: row.alias,
			unresolvedMembers: row.unresolved_members
		}, options);
	}));
	for (const [verb, status] of [["activate", "active"], ["deactivate", "inactive"]]) directory.command(verb).description(`make a directory ${status}`).requiredOption("--directory <id>", "id of the directory").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx) => {
		const found = await findDirectoryById(ctx, options.directory);
		const row = await updateDirectory(ctx, {
			tenantId: found.tenant_id,
			id: found.id
		}, { status });
		print({
			id: row.id,
			status: row.status
		}, options);
	}));
	return directory;
}
// src/doctor.ts
const MIN_FREE_BYTES = 1024 ** 3;
const MAX_CLOCK_SKEW_MS = 5e3;
/** Looks at what usually goes wrong in a set-up. Changes nothing but, on SQLite, the secret key file that the first start would make. */
async function examine(config, opened, now) {
	return [
		...publicUrlFindings(config),
		...await databaseFindings(config, opened, now),
		secretKeyFinding(config),
		...await fileFindings(config, now)
	];
}
const ok = (check, detail) => ({
	check,
	verdict: "ok",
	detail
});
const warn = (check, detail) => ({
	check,
	verdict: "warn",
	detail
});
const fail = (check, detail) => ({
	check,
	verdict: "fail",
	detail
});
function publicUrlFindings({ publicUrl, trustProxy }) {
	const { protocol, hostname } = new URL(publicUrl);
	return [...[hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]" ? warn("public URL", `${publicUrl} is this machine only; identity providers cannot reach it. Set PUBLIC_URL.`) : protocol === "https:" ? ok("public URL", publicUrl) : fail("public URL", `${publicUrl} is not https; Okta and Entra refuse it. Put TLS in front and set PUBLIC_URL to the https address.`)], ...proxyFindings(protocol === "https:", trustProxy)];
}
/** Whose word is taken for the client's address and protocol. */
function proxyFindings(isBehindTls, trustProxy) {
	if (trustProxy === true) return [warn("proxy headers", "TRUST_PROXY is true: whoever reaches this port can claim any client address. Name the proxies, or their number, instead.")];
	if (isBehindTls) return [trustProxy === false ? warn("proxy headers", "PUBLIC_URL is https, so a proxy stands in front, but TRUST_PROXY is false: client addresses in the logs are the proxy’s.") : ok("proxy headers", `believed from ${typeof trustProxy === "number" ? `${trustProxy} hops` : trustProxy}`)];
	if (trustProxy === false) return [];
	return [warn("proxy headers", "TRUST_PROXY is set, but PUBLIC_URL is not https: if no proxy stands in front, clients can claim any address. Unset it, or set PUBLIC_URL.")];
}
async function databaseFindings({ databaseUrl }, opened, now) {
	try {
		await opened.checkRole();
		const state = await opened.migrationState();
		return [{
			current: ok("database", `${opened.store.dialect}, at this version`),
			behind: fail("database", "not migrated; run: rollcall migrate"),
			newer: fail("database", "migrated by a newer version of Rollcall; start that one")
		}[state], ...databaseUrl.startsWith("sqlite:") ? [] : await postgresFindings(opened, now)];
	} catch (error) {
		return [fail("database", error.message)];
	}
}
async function postgresFindings(opened, now) {
	const server = await opened.serverFacts();
	if (server === void 0) return [];
	return [
		roleFinding(server),
		durabilityFinding(server),
		clockFinding(server.now, now)
	];
}
/** That the role is bound by row-level security at all was asked before. */
const roleFinding = ({ role, ownsTables }) => ok("database role", ownsTables ? `"${role}" owns the tables; with a role of its own in DATABASE_MIGRATION_URL the server could not even change them` : `"${role}" owns nothing`);
function durabilityFinding({ synchronousCommit, fsync }) {
	if (synchronousCommit === "off") return fail("durability", "synchronous_commit is off: an answered write can be lost. Set it to on for this role or database.");
	if (!fsync) return warn("durability", "fsync is off on the server: a power cut can destroy the database.");
	return ok("durability", `synchronous_commit is ${synchronousCommit}`);
}
function clockFinding(theirs, ours) {
	const skew = Math.abs(theirs.getTime() - ours.getTime());
	return skew > MAX_CLOCK_SKEW_MS ? fail("clock", `this machine and the database differ by ${Math.round(skew / 1e3)} seconds; expiries would be judged wrongly. Run NTP.`) : ok("clock", "agrees with the database");
}
function secretKeyFinding(config) {
	try {
		openKeyring(config);
		return config.secretKeys.length > 0 ? ok("secret key", `from ROLLCALL_SECRET_KEY (${config.secretKeys.length === 1 ? "one key" : `${config.secretKeys.length} keys, the first is current`})`) : warn("secret key", "kept beside the database; back it up apart from it, or set ROLLCALL_SECRET_KEY.");
	} catch (error) {
		return fail("secret key", error.message);
	}
}
/** File systems of other machines, as statfs names their kind: NFS, SMB (three times), CIFS, Ceph. SQLite's locks and log do not work there. */
const REMOTE = /* @__PURE__ */ new Set([
	26985,
	20859,
	4266872130,
	4283649346,
	12805120
]);
async function fileFindings({ databaseUrl }, now) {
	if (!databaseUrl.startsWith("sqlite:")) return [];
	const file = databaseUrl.slice(7);
	const { bavail, bsize, type } = await statfs(dirname(file));
	const free = bavail * bsize;
	const told = `${(free / 1024 ** 3).toFixed(1)} GiB free beside the database`;
	const written = await lastWritten(file);
	const behind = written === void 0 ? 0 : written.getTime() - now.getTime();
	return [REMOTE.has(type) ? fail("disk", "the database file lies on a network file system, where SQLite loses data. Use a local disk, or PostgreSQL.") : free < MIN_FREE_BYTES ? fail("disk", `${told}; writes will be refused when it is full.`) : ok("disk", told), behind > MAX_CLOCK_SKEW_MS ? fail("clock", `the database was last written ${Math.round(behind / 1e3)} seconds in the future, so this machine’s clock was set back. Run NTP.`) : ok("clock", "not behind the last write")];
}
/** Of the file or its log. */
async function lastWritten(file) {
	return (await Promise.all([file, `${file}-wal`].map((each) => stat(each).then(({ mtime }) => mtime, () => void 0)))).reduce((latest, each) => each !== void 0 && (latest === void 0 || each > latest) ? each : latest);
}
// src/doctor-licences.ts
/** Whether the seats that are counted are those that people hold, in every tenant. */
async function licenceFindings(store) {
	const faults = [];
	for (const { id, slug } of await store.read("*", (db) => listTenants(db))) for (const { licence, kind, counted, actual } of await verifyLicences({ store }, id)) faults.push(kind === "unserved" ? `${slug}/${licence}: ${counted} free, yet ${actual} wait` : `${slug}/${licence}: ${counted} ${kind} counted, ${actual} found`);
	if (faults.length === 0) return [{
		check: "licences",
		verdict: "ok",
		detail: "seats are counted as they are held"
	}];
	return [{
		check: "licences",
		verdict: "fail",
		detail: `${faults.join("; ")}. Apply the policy again to judge everybody anew.`
	}];
}
// src/commands/doctor.ts
const MARKS$1 = {
	ok: "✓",
	warn: "!",
	fail: "✗"
};
const doctorCommand = () => new Command("doctor").description("look for what usually goes wrong in a set-up").option("--json", "print one JSON object").action((options) => withDatabase(async (opened, config) => {
	const setUp = await examine(config, opened, /* @__PURE__ */ new Date());
	const readable = setUp.every(({ check, verdict }) => check !== "database" || verdict === "ok");
	const findings = [...setUp, ...readable ? await licenceFindings(opened.store) : []];
	const healthy = findings.every((finding) => finding.verdict !== "fail");
	if (options.json) print({
		healthy,
		findings
	}, options);
	else for (const { verdict, check, detail } of findings) process.stdout.write(`${MARKS$1[verdict]} ${check}: ${detail}\n`);
	if (!healthy) process.exitCode = 1;
}));
// src/commands/explain.ts
/** `explain`: why a person is active or not, where they are, and has the roles and the licence that they have. */
function explainCommand() {
	return new Command("explain").description("say why a person is active or not, and has the place, roles and licence that they have").requiredOption("--tenant <tenant>", "slug or id of the tenant").requiredOption("--user <user>", "SCIM id, userName or externalId").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx) => {
		const { id } = await getTenant(ctx, options.tenant);
		const explanations = await explainUser(ctx, id, options.user);
		if (options.json) print({ explanations }, options);
		else process.stdout.write(explanations.map(toStory).join("\n"));
	}));
}
/** The answers, each with its reasons below it. */
function toStory({ users, facts }) {
	const known = users.map(({ userName, directory, userId, removedAt }) => `${userName}  (${directory}, ${userId}${removedAt === null ? "" : `, removed ${toMinute(removedAt)}`})\n`);
	const lines = facts.map((fact) => fact.conclusion ? `\n${toLine$1(fact)}` : `  - ${toLine$1(fact)}`);
	return `${known.join("")}${lines.join("\n")}\n`;
}
function toLine$1({ conclusion, what, at, actor, requestId, rule, policyVersion }) {
	const decided = rule === null ? policyVersion === null ? void 0 : `policy version ${policyVersion}` : `rule ${rule}${policyVersion === null ? "" : `, policy version ${policyVersion}`}`;
	const trace = [
		...[at === null ? void 0 : toMinute(at), actor === null ? void 0 : `by ${actor}`],
		requestId === null ? void 0 : `request ${requestId}`,
		decided
	].filter((part) => part !== void 0);
	if (trace.length === 0) return what;
	return conclusion ? `${what}\n  (${trace.join(", ")})` : `${what} (${trace.join(", ")})`;
}
const toMinute = (at) => `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;
// src/commands/licences.ts
const PAGE_SIZE = 200;
function licenceCommand() {
	const licence = new Command("licence").description("seats that the policy of a tenant hands out");
	licence.command("list").description("list the licences of a tenant: seats, in use, free, and how many people wait").requiredOption("--tenant <tenant>", "slug or id of the tenant").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx) => {
		const tenant = await getTenant(ctx, options.tenant);
		const licences = await listLicences(ctx, tenant.id);
		if (options.json) print({ licences }, options);
		else for (const { key, name, seats, used, free, waiting } of licences) process.stdout.write(`${key}\t${name}\tseats ${seats ?? "unlimited"}\tused ${used}\tfree ${free ?? "unlimited"}\twaiting ${waiting}\n`);
	}));
	licence.command("people").description("list who holds a seat of a licence or, with --waiting, who waits for one, the longest first").requiredOption("--tenant <tenant>", "slug or id of the tenant").requiredOption("--licence <key>", "key of the licence in the policy").option("--waiting", "the waiting list").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx) => {
		const people = await everybody(ctx, (await getTenant(ctx, options.tenant)).id, options);
		if (options.json) print({ people }, options);
		else for (const { personId, since } of people) process.stdout.write(`${personId}\t${since}\n`);
	}));
	return licence;
}
/** Page by page, so that no statement grows with the tenant. */
async function everybody(ctx, tenantId, { licence, waiting = false }) {
	const filter = waiting ? { waitingFor: licence } : { licence };
	const people = [];
	for (let from;;) {
		const rows = await listPeopleByStanding(ctx, tenantId, filter, {
			limit: PAGE_SIZE,
			from,
			backwards: false
		});
		people.push(...rows.map((row) => ({
			personId: row.person_id,
			since: waiting ? row.waiting_since : row.seat_since
		})));
		const last = rows.at(-1);
		if (last === void 0 || rows.length < PAGE_SIZE) return people;
		from = standingPosition(filter, last);
	}
}
// src/commands/migrate.ts
const migrateCommand = () => new Command("migrate").description("bring the database up to this version").option("--json", "print one JSON object").action((options) => withDatabase(async (opened) => {
	await opened.checkRole();
	const migrations = await opened.migrate();
	if (options.json) print({ migrations }, options);
	else process.stdout.write(migrations.length === 0 ? "Nothing to do.\n" : `Applied ${migrations.join(", ")}.\n`);
}));
// src/commands/notices.ts
const LISTED$1 = 200;
function noticeCommand() {
	const notice = new Command("notice").description("what the admins of a tenant should hear about");
	notice.command("list").description("list the open notices, the newest first").requiredOption("--tenant <tenant>", "slug or id of the tenant").option("--all", "those that were dismissed or settled, too").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx) => {
		const tenant = await getTenant(ctx, options.tenant);
		const filter = options.all === true ? {} : { open: true };
		const notices = (await listNotices(ctx, tenant.id, filter, {
			limit: LISTED$1,
			backwards: false
		})).map((row) => ({
			id: row.id,
			kind: row.kind,
			subject: {
				type: row.subject_type,
				id: row.subject_id
			},
			detail: row.detail,
			createdAt: row.created_at,
			dismissedAt: row.dismissed_at
		}));
		if (options.json) print({ notices }, options);
		else for (const { id, kind, detail } of notices) process.stdout.write(`${id}\t${kind}\t${detail}\n`);
	}));
	notice.command("dismiss").description("put a notice aside; it comes again when there is cause again").requiredOption("--tenant <tenant>", "slug or id of the tenant").requiredOption("--id <id>", "id of the notice").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx) => {
		const tenant = await getTenant(ctx, options.tenant);
		const { id, dismissed_at: dismissedAt } = await dismissNotice(ctx, {
			tenantId: tenant.id,
			id: options.id
		});
		print({
			id,
			dismissedAt
		}, options);
	}));
	return notice;
}
// src/commands/organisations.ts
function organisationCommand() {
	const organisation = new Command("organisation").description("parts of a tenant that people are placed in");
	organisation.command("create").description("make an organisation").requiredOption("--tenant <tenant>", "slug or id of the tenant").requiredOption("--name <name>", "name for people").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx) => {
		const tenant = await getTenant(ctx, options.tenant);
		const { id, name } = await createOrganisation(ctx, {
			tenantId: tenant.id,
			name: options.name
		});
		print({
			id,
			name
		}, options);
	}));
	organisation.command("list").description("list the organisations of a tenant").requiredOption("--tenant <tenant>", "slug or id of the tenant").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx) => {
		const tenant = await getTenant(ctx, options.tenant);
		const organisations = (await listOrganisations(ctx, tenant.id)).map(({ id, name }) => ({
			id,
			name
		}));
		if (options.json) print({ organisations }, options);
		else for (const { id, name } of organisations) process.stdout.write(`${id}\t${name}\n`);
	}));
	return organisation;
}
// src/commands/people.ts
/** `user` and `link`: what admins do about people. */
function peopleCommands() {
	const user = new Command("user").description("people");
	withTenant$1(user.command("purge").description("erase the person behind a user for ever, in every directory")).requiredOption("--user <id>", "SCIM id of the user").requiredOption("--confirm <id>", "the id once more: this cannot be undone").option("--remove-first", "remove a person who is still provisioned").action((options) => withRuntime(async (ctx) => {
		const { id: tenantId } = await getTenant(ctx, options.tenant);
		const { confirm, removeFirst } = options;
		print({ erased: (await purgeUser(ctx, {
			tenantId,
			userId: options.user
		}, {
			confirm,
			removeFirst
		})).resourceIds }, options);
	}));
	withTenant$1(user.command("update").description("change attributes that the policy hands back to admins (authority.local)")).requiredOption("--user <id>", "SCIM id of the user").option("--set <path=value>", "a SCIM path and its new value, JSON or plain text; can be repeated", collect, []).option("--clear <path>", "a SCIM path to empty; can be repeated", collect, []).option("--expected-version <number>", "refuse when the user is at another version").action((options) => withRuntime(async (ctx) => {
		const { id: tenantId } = await getTenant(ctx, options.tenant);
		const target = {
			tenantId,
			userId: options.user,
			expectedVersion: toVersion(options.expectedVersion)
		};
		const row = await editUser(ctx, target, toAttributes(options));
		print({
			id: row.id,
			version: row.version
		}, options);
	}));
	const link = new Command("link").description("new users that match a person of another directory");
	withTenant$1(link.command("list").description("list them")).option("--waiting", "only those that wait for an admin").action((options) => withRuntime(async (ctx) => {
		const { id } = await getTenant(ctx, options.tenant);
		print({ linkRequests: await listLinkRequests(ctx, id, { waiting: options.waiting }) }, options);
	}));
	for (const [verb, verdict, description] of [[
		"approve",
		"approved",
		"the user is the person it matches"
	], [
		"decline",
		"declined",
		"the user is somebody of its own"
	]]) withTenant$1(link.command(verb).description(description)).requiredOption("--id <id>", "id of the link request").action((options) => withRuntime(async (ctx) => {
		const { id: tenantId } = await getTenant(ctx, options.tenant);
		const row = await decideLinkRequest(ctx, {
			tenantId,
			id: options.id
		}, verdict);
		print({
			id: row.id,
			state: row.state
		}, options);
	}));
	return [user, link];
}
const collect = (value, before) => [...before, value];
function toAttributes({ set, clear }) {
	if (set.length + clear.length === 0) throw new InvalidInputError("set", "Say what to change: --set or --clear.");
	const entries = set.map((text) => {
		const [, path, value] = /^((?:[^=[]|\[[^\]]*\])+)=(.*)$/s.exec(text) ?? [];
		if (path === void 0 || value === void 0) throw new InvalidInputError("set", `"${text}" is not path=value, such as title=Guide.`);
		return [path.trim(), toValue(value)];
	});
	return Object.fromEntries([...entries, ...clear.map((path) => [path, null])]);
}
/** An object, list or quoted text is JSON; everything else is text as it stands: 555 may be a telephone number. */
function toValue(text) {
	if (!/^[[{"]|^(true|false)$/.test(text)) return text;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
function toVersion(text) {
	if (text === void 0) return void 0;
	if (!/^[1-9]\d{0,9}$/.test(text)) throw new InvalidInputError("expected-version", "A version is a whole number.");
	return Number(text);
}
const withTenant$1 = (command) => command.requiredOption("--tenant <tenant>", "slug or id").option("--json", "print one JSON object");
// src/commands/print-preview.ts
/** A preview for people: what changes, a line each, with the first names. */
function previewText(preview) {
	const { version, people, changed, complete, settled } = preview;
	const lines = [`Nothing was written. The present policy is ${version === 0 ? "none" : `version ${version}`}.`, `${changed} of ${people} ${people === 1 ? "person" : "people"} would change.`];
	if (!complete) lines.push("The tenant has more people than are looked at: all counts are of the first ones.");
	if (!settled) lines.push("An earlier change is still being carried out: what that changes is counted here too.");
	const section = (title, rows) => {
		if (rows.length > 0) lines.push("", title, ...rows.map((row) => `  ${row}`));
	};
	section("Roles", itemRows(preview.roles));
	section("Licences", preview.licences.flatMap(licenceRows));
	section("Organisations", itemRows(preview.organisations));
	section("Kinds", itemRows(preview.kinds.map((kind) => ({
		...kind,
		name: kind.key
	}))));
	section("Active", itemRows([{
		key: "",
		name: "active",
		...preview.active
	}]));
	section("Groups", preview.groups.map(({ groupId, groupName, directory, role, change }) => `${groupName ?? groupId} (${directory}): would ${change === "grants" ? "grant" : "no longer grant"} ${role}`));
	section("Contracts", preview.contracts.flatMap(contractRows));
	section("Settings", preview.settings.map(({ path, before, after }) => `${path}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`));
	return `${lines.join("\n")}\n`;
}
const itemRows = (items) => items.flatMap(({ name, gaining, losing }) => [...changeRow(`+ ${name}`, gaining), ...changeRow(`- ${name}`, losing)]);
const NAMES$1 = 5;
function changeRow(what, { people, sample }) {
	if (people === 0) return [];
	const names = sample.slice(0, NAMES$1).map((person) => person.name ?? person.personId);
	const more = people > names.length ? `, and ${people - names.length} more` : "";
	return [`${what}: ${people} (${names.join(", ")}${more})`];
}
function licenceRows(licence) {
	const { key, name, seats, removed, needed, usedNow, usedThen, waitingNow, waitingThen, gaining, losing, joining } = licence;
	return [
		`${key} (${name}): ${removed ? "the licence is gone" : `${seats ?? "unlimited"} seats, ${needed} needed`}; in use ${usedNow} -> ${usedThen}, waiting ${waitingNow} -> ${waitingThen}`,
		...changeRow("  + seat", gaining),
		...changeRow("  - seat", losing),
		...changeRow("  would wait", joining)
	];
}
function contractRows({ directory, users, violators, byPath, sample }) {
	const paths = byPath.map(({ path, users: count }) => `${path} ${count}`);
	return [`${directory}: ${violators} of ${users} users break it${paths.length === 0 ? "" : ` (${paths.join(", ")})`}`, ...sample.slice(0, NAMES$1).map(({ userId, breaches }) => `  ${userId}: ${breaches.map((breach) => breach.detail).join(" ")}`)];
}
// src/commands/policy.ts
/** `policy`: what turns groups and attributes into organisations, kinds, roles and licences. */
function policyCommand() {
	const policy = new Command("policy").description("what turns groups and attributes into roles, licences and places");
	withTenant(policy.command("apply").description("make a JSON file the tenant’s policy")).requiredOption("--file <path>", "the whole policy").option("--expected-version <number>", "refuse when the present version is another; 0: none yet", Number).option("--preview", "say who would gain and who would lose, and write nothing").action((options) => withRuntime(async (ctx) => {
		const { id, slug } = await getTenant(ctx, options.tenant);
		if (options.preview === true) {
			const preview = await previewPolicy(ctx, id, readJson(options.file));
			if (options.json) print({ ...preview }, options);
			else process.stdout.write(previewText(preview));
			return;
		}
		const { expectedVersion } = options;
		print({
			tenant: slug,
			version: (await applyPolicy(ctx, id, readJson(options.file), { expectedVersion })).version
		}, options);
	}));
	withTenant(policy.command("show").description("print the policy")).option("--version <number>", "as it was", Number).action((options) => withRuntime(async (ctx) => {
		const { id } = await getTenant(ctx, options.tenant);
		print({ ...await getPolicy(ctx, id, options.version) }, options);
	}));
	withTenant(policy.command("versions").description("list who changed the policy and when")).action((options) => withRuntime(async (ctx) => {
		const { id } = await getTenant(ctx, options.tenant);
		print({ versions: (await listPolicies(ctx, id)).map(({ document: _, ...version }) => version) }, options);
	}));
	return policy;
}
const withTenant = (command) => command.requiredOption("--tenant <tenant>", "slug or id").option("--json", "print one JSON object");
// src/commands/requests.ts
const LISTED = 200;
/** `request`: what identity providers asked, and what they were answered. */
function requestCommand() {
	const request = new Command("request").description("what identity providers asked, and what they were answered");
	request.command("list").description(`list the latest ${LISTED} of a directory`).requiredOption("--directory <id>", "id of the directory").option("--failed", "only those that were refused").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx) => {
		const { id, tenant_id: tenantId } = await findDirectoryById(ctx, options.directory);
		const latest = await listRequestRecords(ctx, {
			tenantId,
			id
		}, {
			limit: LISTED,
			backwards: false
		});
		const requests = options.failed ? latest.filter((record) => record.status >= 400) : latest;
		if (options.json) return print({ requests }, options);
		for (const { occurredAt, status, method, path, scimType = "", id: requestId } of requests) process.stdout.write(`${occurredAt}\t${status}\t${method}\t${path}\t${scimType}\t${requestId}\n`);
	}));
	request.command("show").description("show one by the request id that every error names").requiredOption("--tenant <tenant>", "slug or id").requiredOption("--id <id>", "the request id").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx) => {
		const { id: tenantId } = await getTenant(ctx, options.tenant);
		print({ ...await getRequestRecord(ctx, tenantId, options.id) }, options);
	}));
	return request;
}
// src/commands/roles.ts
function roleCommand() {
	const role = new Command("role").description("roles that groups and rules grant");
	role.command("list").description("list the roles of a tenant, of one user or of one group, or what waits for an admin").requiredOption("--tenant <tenant>", "slug or id of the tenant").option("--user <user>", "SCIM id or userName").option("--group <group>", "SCIM id").addOption(new Option("--state <state>", "groups and their roles in this state").choices([
		"granted",
		"pending",
		"dismissed"
	])).option("--json", "print one JSON object").action((options) => withRuntime(async (ctx) => {
		const roles = await listed(ctx, (await getTenant(ctx, options.tenant)).id, options);
		if (options.json) print({ roles }, options);
		else for (const row of roles) process.stdout.write(`${toLine(row)}\n`);
	}));
	for (const [name, description, decide] of [[
		"confirm",
		"let a group grant a role that waits",
		confirmGroupRole
	], [
		"dismiss",
		"forbid a group a role that waits or is granted",
		dismissGroupRole
	]]) role.command(name).description(description).requiredOption("--tenant <tenant>", "slug or id of the tenant").requiredOption("--group <group>", "SCIM id").requiredOption("--role <role>", "in any letter case").option("--rule <rule>", "id of the policy's rule", "prefix").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx) => {
		const target = {
			tenantId: (await getTenant(ctx, options.tenant)).id,
			groupId: options.group,
			ruleId: options.rule,
			role: options.role
		};
		print(toOutput(await decide(ctx, target)), options);
	}));
	return role;
}
const toLine = (row) => Object.values(row).map((value) => typeof value === "object" ? JSON.stringify(value) : value).join("	");
async function listed(ctx, tenantId, options) {
	if (options.user !== void 0) return ofUser(ctx, tenantId, options.user);
	if (options.group !== void 0) return ofGroup(ctx, tenantId, options.group, options.state);
	return options.state === void 0 ? ofTenant(ctx, tenantId) : inState(ctx, tenantId, options.state);
}
async function ofTenant(ctx, tenantId) {
	const rows = [];
	for (const directory of await listDirectories(ctx, tenantId)) for (const role of await listDirectoryRoles(ctx, directory)) rows.push({
		name: role.name,
		directory: directory.slug,
		groups: role.groupIds.length,
		people: role.people
	});
	return rows;
}
const toOutput = (row) => ({
	role: row.role_name,
	state: row.state,
	rule: row.rule_id,
	group: row.group_id,
	matchedName: row.group_name,
	policyVersion: row.policy_version
});
async function ofGroup(ctx, tenantId, groupId, state) {
	return (await listGroupRoles(ctx, tenantId, { groupId })).filter((row) => state === void 0 || row.state === state).map(toOutput);
}
async function inState(ctx, tenantId, state) {
	const rows = [];
	for (const { id, slug } of await listDirectories(ctx, tenantId)) for (const row of await listGroupRoles(ctx, tenantId, {
		directoryId: id,
		state
	})) rows.push({
		...toOutput(row),
		directory: slug
	});
	return rows;
}
async function ofUser(ctx, tenantId, user) {
	return (await listUserRoles(ctx, tenantId, user)).flatMap(({ directory, user: { id, active }, roles }) => roles.map((role) => ({
		name: role.name,
		directory: directory.slug,
		user: id,
		effective: active === 1,
		grantedBy: [...role.grants.map(({ groupId, groupName, depth, reason, ruleId, policyVersion }) => ({
			groupId,
			groupName,
			membership: depth === 1 ? "direct" : "indirect",
			reason,
			rule: ruleId,
			policyVersion
		})), ...role.attributes.map(({ ruleId, policyVersion, reason }) => ({
			reason,
			rule: ruleId,
			policyVersion
		}))]
	})));
}
// src/served-parts.ts
/** Which doors a process can open. */
const SERVED_PARTS = [
	"all",
	"scim",
	"graphql",
	"console"
];
// src/commands/serve.ts
const serveCommand = () => new Command("serve").description("serve in the foreground; SIGTERM drains and exits").addArgument(new Argument("[part]", "what to serve").choices(SERVED_PARTS).default("all")).option("--port <number>", "port to listen on (else PORT, else 3000)").action(async (part, options) => {
	const { serve } = await import("./serve-B6bxU2h_.js");
	await serve(part, options);
});
/** Seconds when Okta can read the header, undefined when it falls back to five minutes: HTTP-dates and fractions too. */
function parseRetryAfter(header) {
	return header !== void 0 && /^\d+$/.test(header.trim()) ? Number(header.trim()) : void 0;
}
/** Each further wait is twice the one before. `attempt` counts from 1. */
function toWaitSeconds(retryAfter, attempt) {
	return (retryAfter ?? 300) * 2 ** (attempt - 1);
}
// ../../packages/idp-simulator/src/http/scim-client.ts
var NoAnswerError = class extends Error {
	name = "NoAnswerError";
	request;
	constructor(request, cause) {
		super(cause instanceof Error ? toReason(cause) : String(cause), { cause });
		this.request = request;
	}
};
/** Sends requests with a provider's headers, and waits after a 429 as Okta does: the most patient of them. */
var ScimClient = class {
	#options;
	#baseUrl;
	#authorization;
	/** Attempts on the wire, repeats included. */
	requests = 0;
	constructor(options) {
		this.#options = options;
		this.#baseUrl = options.baseUrl.replace(/\/+$/, "");
		this.#authorization = toAuthorizationHeader(options.authorization);
	}
	async send(request) {
		for (let attempt = 1;; attempt += 1) {
			const exchange = await this.#sendOnce(request);
			if (exchange.status !== 429) return exchange;
			const retryAfter = exchange.headers["retry-after"];
			const waitSeconds = toWaitSeconds(parseRetryAfter(retryAfter), attempt);
			this.#options.onThrottle({
				request: exchange.request,
				retryAfter,
				waitSeconds,
				attempt
			});
			if (attempt === 10) return exchange;
			await setTimeout(Math.min(waitSeconds * 1e3, this.#options.maxRetryWaitMs), void 0, this.#abortable());
		}
	}
	async #sendOnce(request) {
		this.#options.signal?.throwIfAborted();
		this.requests += 1;
		const named = {
			method: request.method,
			path: request.path
		};
		let response;
		try {
			response = await this.#options.transport({
				method: request.method,
				url: `${this.#baseUrl}${request.path}`,
				headers: this.#options.toHeaders(request, request.authorization ?? this.#authorization),
				...request.body !== void 0 && { body: JSON.stringify(request.body) },
				...this.#abortable()
			});
		} catch (error) {
			this.#options.signal?.throwIfAborted();
			throw new NoAnswerError(named, error);
		}
		return {
			request: named,
			...response,
			text: response.body,
			json: parseJson(response.body)
		};
	}
	#abortable() {
		return this.#options.signal ? { signal: this.#options.signal } : {};
	}
};
function toAuthorizationHeader(authorization) {
	switch (authorization.kind) {
		case "bearer": return `Bearer ${authorization.token}`;
		case "header": return authorization.value;
		case "basic": return `Basic ${Buffer.from(`${authorization.username}:${authorization.password}`).toString("base64")}`;
	}
}
function toReason(error) {
	if (error.message !== "") return error.message;
	return error instanceof AggregateError ? error.errors.map(String).join("; ") : error.name;
}
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
// ../../packages/idp-simulator/src/http/transport.ts
/**
* Okta closes a socket that stayed silent for a minute.
* https://developer.okta.com/docs/concepts/scim/faqs/
*/
const SILENCE_MS = 6e4;
/** `node:http` instead of fetch: fetch insists on its own Accept-Encoding and Connection, and Okta's are known. */
function createHttpTransport(options) {
	const settings = {
		keepAlive: true,
		maxSockets: options.concurrency
	};
	const plain = new http.Agent(settings);
	const secure = new https.Agent(settings);
	function request(message) {
		const url = new URL(message.url);
		const isSecure = url.protocol === "https:";
		const send = isSecure ? https.request : http.request;
		return new Promise((resolve, reject) => {
			const outgoing = send(url, {
				agent: isSecure ? secure : plain,
				method: message.method,
				headers: withLength(message),
				timeout: SILENCE_MS,
				...message.signal && { signal: message.signal }
			}, (incoming) => {
				const chunks = [];
				incoming.on("data", (chunk) => chunks.push(chunk));
				incoming.on("error", reject);
				incoming.on("end", () => {
					try {
						resolve({
							status: incoming.statusCode ?? 0,
							headers: flatten(incoming.headers),
							body: decode(incoming, chunks)
						});
					} catch (error) {
						reject(error);
					}
				});
			});
			outgoing.on("timeout", () => outgoing.destroy(/* @__PURE__ */ new Error("no byte for 60 seconds")));
			outgoing.on("error", reject);
			outgoing.end(message.body);
		});
	}
	return {
		request,
		close() {
			plain.destroy();
			secure.destroy();
		}
	};
}
function withLength(message) {
	if (message.body === void 0) return { ...message.headers };
	return {
		...message.headers,
		"Content-Length": String(Buffer.byteLength(message.body))
	};
}
function flatten(headers) {
	return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value ?? ""]));
}
function decode(incoming, chunks) {
	const bytes = Buffer.concat(chunks);
	return ((incoming.headers["content-encoding"] ?? "identity") === "identity" || bytes.length === 0 ? bytes : unzipSync(bytes)).toString("utf8");
}
// ../../packages/idp-simulator/src/step.ts
const FAILURES_KEPT = 20;
/** Thrown by a step that has recorded why it cannot go on. */
var StepStopped = class extends Error {
	name = "StepStopped";
};
/** For one resource of many: its failure is recorded already, and the others still have their turn. */
function unlessStopped(error) {
	if (!(error instanceof StepStopped)) throw error;
}
/** Collects what one step sent, what was wrong and what is worth a remark. */
var Step = class {
	id;
	title;
	#client;
	#onProgress;
	#failures = [];
	#notes = /* @__PURE__ */ new Set();
	#failureCount = 0;
	#skipped = false;
	constructor(options) {
		this.id = options.id;
		this.title = options.title;
		this.#client = options.client;
		this.#onProgress = options.onProgress ?? (() => {});
	}
	/** A server that does not answer at all fails the step and ends it. */
	async send(request) {
		try {
			return await this.#client.send(request);
		} catch (error) {
			if (!(error instanceof NoAnswerError)) throw error;
			this.fail(error.request, {
				expected: "an answer",
				received: error.message,
				consequence: "The provider reports a connection error; the change is not made and is tried again later, or by hand."
			});
			throw new StepStopped(error.message, { cause: error });
		}
	}
	get(path) {
		return this.send({
			method: "GET",
			path
		});
	}
	fail(request, finding) {
		this.#failureCount += 1;
		if (this.#failures.length < FAILURES_KEPT) this.#failures.push({
			request: {
				method: request.method,
				path: request.path
			},
			...finding
		});
	}
	/** Records a failure unless `ok`; hands `ok` back so that a caller can branch. */
	check(ok, exchange, finding) {
		if (!ok) this.fail(exchange.request, finding);
		return ok;
	}
	note(text) {
		this.#notes.add(text);
	}
	progress(done, of) {
		this.#onProgress(done, of);
	}
	/** Ends the step. Without a recorded failure its verdict is `skipped`. */
	skip(reason) {
		this.note(reason);
		this.#skipped = true;
		throw new StepStopped(reason);
	}
	get failed() {
		return this.#failureCount > 0;
	}
	toReport(measured) {
		const verdict = this.failed ? "failed" : this.#skipped ? "skipped" : "passed";
		return {
			id: this.id,
			title: this.title,
			verdict,
			requests: measured.requests,
			failures: this.#failures,
			failureCount: this.#failureCount,
			notes: [...this.#notes],
			ms: measured.ms
		};
	}
};
// ../../packages/idp-simulator/src/run-steps.ts
/** A client for one run, over the caller's transport or the package's own. */
function connect(options, toHeaders) {
	const http = options.request ? void 0 : createHttpTransport({ concurrency: Math.max(4, options.concurrency) });
	const throttles = [];
	return {
		client: new ScimClient({
			baseUrl: options.baseUrl,
			authorization: options.authorization,
			toHeaders,
			transport: options.request ?? http.request,
			maxRetryWaitMs: options.maxRetryWaitMs,
			onThrottle: (throttle) => throttles.push(throttle),
			...options.signal && { signal: options.signal }
		}),
		throttles,
		close: () => http?.close()
	};
}
async function runSteps(definitions, run, options) {
	const onProgress = options.onProgress ?? (() => {});
	const reports = [];
	for (const [position, definition] of definitions.entries()) {
		const base = () => ({
			step: {
				id: definition.id,
				title: definition.title
			},
			index: position + 1,
			steps: definitions.length,
			requests: run.client.requests
		});
		const step = new Step({
			id: definition.id,
			title: definition.title,
			client: run.client,
			onProgress: (done, of) => onProgress({
				...base(),
				done,
				of
			})
		});
		onProgress(base());
		const report = await runStep(definition, step, run, options.provider);
		reports.push(report);
		onProgress({
			...base(),
			verdict: report.verdict
		});
	}
	return reports;
}
async function runStep(definition, step, run, provider) {
	const requests = run.client.requests;
	const startedAt = performance.now();
	try {
		const reason = toSkipReason(definition, run, provider);
		if (reason !== void 0) step.skip(reason);
		await definition.run(step, run);
	} catch (error) {
		if (!(error instanceof StepStopped)) throw error;
	}
	return step.toReport({
		requests: run.client.requests - requests,
		ms: Math.round(performance.now() - startedAt)
	});
}
function toSkipReason(definition, run, provider) {
	if (run.refused) return `${provider} would not save this connection, so it would send nothing more.`;
	if (definition.groups === true && run.groups === 0) return "This run pushes no groups.";
	return definition.skip?.(run);
}
function toReportBase(run, steps, ms) {
	const count = (verdict) => steps.filter((step) => step.verdict === verdict).length;
	return {
		steps,
		passed: count("passed"),
		failed: count("failed"),
		skipped: count("skipped"),
		requests: run.client.requests,
		ms: Math.round(ms),
		created: run.created,
		linked: run.linked,
		versionsChanged: run.versionsChanged,
		ok: count("failed") === 0
	};
}
/** An option that is present but undefined, as a command line gives it, takes its default. */
function withoutUndefined(options) {
	return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== void 0));
}
/** What a new run begins with. */
function emptyTally() {
	return {
		created: {
			users: 0,
			groups: 0
		},
		linked: {
			users: 0,
			groups: 0
		},
		versionsChanged: 0,
		refused: false
	};
}
// ../../packages/idp-simulator/src/throttling.ts
/** Judges every 429 of a run of a provider that keeps calling until it is let in. */
function toThrottleReport$1(client, throttles, consequence) {
	const step = new Step({
		id: "rate-limits",
		title: "Rate limits are rare and say when to come back",
		client
	});
	for (const { request, retryAfter, attempt } of throttles) {
		step.check(parseRetryAfter(retryAfter) !== void 0, { request }, {
			expected: "Retry-After in seconds",
			received: retryAfter === void 0 ? "no Retry-After" : `Retry-After: ${retryAfter}`,
			consequence
		});
		step.check(attempt < 10, { request }, {
			expected: `an answer within 10 attempts`,
			received: `429 at the 10th attempt`,
			consequence
		});
	}
	step.note(throttles.length === 0 ? "No 429 was met." : `${throttles.length} answers were 429.`);
	const report = step.toReport({
		requests: 0,
		ms: 0
	});
	return throttles.length === 0 ? {
		...report,
		verdict: "skipped"
	} : report;
}
// ../../packages/idp-simulator/src/entra/dialect.ts
/** Without the flag: capital names, string booleans, an operation per attribute, members removed by a value array. */
const plainDialect = {
	op: capital,
	boolean: (value) => value ? "True" : "False",
	write: (op, values) => Object.entries(values).map(([path, value]) => ({
		op: capital(op),
		path,
		value
	})),
	addMembers: (ids) => [{
		op: "Add",
		path: "members",
		value: ids.map(toMember$2)
	}],
	removeMembers: (ids) => [{
		op: "Remove",
		path: "members",
		value: ids.map(toMember$2)
	}]
};
/** With the flag: what can be named without a filter travels flat in one replace without a path. */
const flagDialect = {
	op: (name) => name,
	boolean: (value) => value,
	write(op, values) {
		const entries = Object.entries(values);
		const flat = entries.filter(([path]) => !path.includes("["));
		const filtered = entries.filter(([path]) => path.includes("["));
		return [...flat.length > 0 ? [{
			op: "replace",
			value: Object.fromEntries(flat)
		}] : [], ...filtered.map(([path, value]) => ({
			op,
			path,
			value
		}))];
	},
	addMembers: (ids) => [{
		op: "add",
		path: "members",
		value: ids.map((value) => ({ value }))
	}],
	removeMembers: (ids) => ids.map((id) => ({
		op: "remove",
		path: `members[value eq ${JSON.stringify(id)}]`
	}))
};
function capital(name) {
	return name.charAt(0).toUpperCase() + name.slice(1);
}
function toMember$2(value) {
	return {
		$ref: null,
		value
	};
}
// ../../packages/idp-simulator/src/entra/requests.ts
/**
* Entra asks for and sends application/scim+json.
* https://learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups
*/
function toEntraHeaders(request, authorization) {
	return {
		Accept: request.accept ?? "application/scim+json",
		Authorization: authorization,
		Connection: "Keep-Alive",
		...request.body !== void 0 && { "Content-Type": "application/scim+json; charset=utf-8" }
	};
}
/** `/Users?filter=userName%20eq%20%22a%40b.c%22`. */
function toUserQuery(filter, space = "%20") {
	return `/Users?filter=${encodeFilter(filter, space)}`;
}
/** Entra never reads the members with a group: they may be hundreds of thousands. */
function toGroupQuery(filter, space = "%20") {
	return `/Groups?excludedAttributes=members&filter=${encodeFilter(filter, space)}`;
}
/** The question whether a reference is there already: only the id is wanted. */
function toReferenceQuery(endpoint, id, reference) {
	return `/${endpoint}?filter=${encodeFilter(`${equals$1("id", id)} and ${equals$1(reference.attribute, reference.value)}`, "%20")}&attributes=id`;
}
function equals$1(path, value) {
	return `${path} eq ${JSON.stringify(value)}`;
}
function encodeFilter(filter, space) {
	return encodeURIComponent(filter).replaceAll("%20", space);
}
// ../../packages/idp-simulator/src/http/pool.ts
/**
* Runs `work` over the items with at most `concurrency` at a time; results keep the order of the items. After a
* failure no further item starts, and it is thrown once those under way have ended.
*/
async function mapConcurrently(items, concurrency, work) {
	const results = new Array(items.length);
	const errors = [];
	let next = 0;
	async function worker() {
		while (next < items.length && errors.length === 0) {
			const index = next;
			next += 1;
			try {
				results[index] = await work(items[index], index);
			} catch (error) {
				errors.push(error);
			}
		}
	}
	await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
	if (errors.length > 0) throw errors[0];
	return results;
}
// ../../packages/idp-simulator/src/json.ts
function isJsonObject(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function toObject(value) {
	return isJsonObject(value) ? value : {};
}
function toArray(value) {
	return Array.isArray(value) ? value : [];
}
/** For messages: long answers are cut. */
function toExcerpt(value, length = 200) {
	const text = typeof value === "string" ? value : JSON.stringify(value) ?? "nothing";
	return text.length > length ? `${text.slice(0, length)}…` : text;
}
/** Equal whatever the order of the keys. */
function isEqualJson(a, b) {
	return isDeepStrictEqual(a, b);
}
// ../../packages/idp-simulator/src/answers.ts
/** Status and the beginning of the body: enough to recognise an answer. */
function describeAnswer(exchange) {
	const body = exchange.text === "" ? "an empty body" : toExcerpt(exchange.text);
	return `${exchange.status} with ${body}`;
}
function isText(value) {
	return typeof value === "string" && value !== "";
}
// ../../packages/idp-simulator/src/urns.ts
const USER_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Group";
const ENTERPRISE_SCHEMA = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const PATCH_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const ERROR_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:Error";
// ../../packages/idp-simulator/src/checks.ts
function expectStatus(step, exchange, allowed, want) {
	const ok = step.check(allowed.includes(exchange.status), exchange, {
		expected: `${allowed.join(" or ")}: ${want.what}`,
		received: describeAnswer(exchange),
		consequence: want.consequence
	});
	return expectJson(step, exchange) && ok;
}
/** RFC 7644 section 3.1: a body is JSON, and says so. */
function expectJson(step, exchange) {
	if (exchange.text === "") return true;
	const mediaType = (exchange.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
	return step.check(exchange.json !== void 0 && /[/+]json$/.test(mediaType), exchange, {
		expected: "JSON, and a Content-Type that says so",
		received: `${mediaType === "" ? "no Content-Type" : mediaType}, ${describeAnswer(exchange)}`,
		consequence: "The answer cannot be read, and the log shows a parser error in place of the cause."
	});
}
/** RFC 7644 section 3.12: the Error schema, a string status and a detail. */
function expectError(step, exchange, status, want) {
	if (!expectStatus(step, exchange, [status], want)) return false;
	const body = toObject(exchange.json);
	const ok = toArray(body.schemas).includes("urn:ietf:params:scim:api:messages:2.0:Error") && body.status === String(status) && isText(body.detail);
	return step.check(ok, exchange, {
		expected: `schemas [${ERROR_SCHEMA}], status "${status}" as a string, and a detail`,
		received: exchange.text === "" ? "an empty body" : toExcerpt(exchange.text),
		consequence: "The provisioning log shows a failure without its reason."
	});
}
/** RFC 7644 section 3.4.2: the resources of a ListResponse; Resources may be missing when there are none. */
function expectList(step, exchange, want) {
	if (!expectStatus(step, exchange, [200], want)) return void 0;
	const body = toObject(exchange.json);
	const ok = toArray(body.schemas).includes("urn:ietf:params:scim:api:messages:2.0:ListResponse") && Number.isInteger(body.totalResults) && (Array.isArray(body.Resources) || body.totalResults === 0);
	step.check(ok, exchange, {
		expected: "a ListResponse: schemas, totalResults as an integer, Resources as an array",
		received: toExcerpt(exchange.text),
		consequence: want.consequence
	});
	return ok ? toArray(body.Resources).map(toObject) : void 0;
}
/** Compares one value that was read back; `undefined` wants it unassigned (RFC 7643 section 2.5). */
function expectValue(step, exchange, name, values, consequence) {
	const { wanted, received } = values;
	const ok = wanted === void 0 ? isUnassigned(received) : isEqualJson(wanted, received);
	return step.check(ok, exchange, {
		expected: wanted === void 0 ? `${name} unassigned` : `${name} ${toExcerpt(wanted)}`,
		received: toExcerpt(received ?? "nothing"),
		consequence
	});
}
/** RFC 7643 section 2.5: null, an empty array and absence are the same; "" is how providers write it. */
function isUnassigned(value) {
	return value === void 0 || value === null || value === "" || Array.isArray(value) && value.every(isUnassigned) || typeof value === "object" && value !== null && Object.values(value).every(isUnassigned);
}
/** Checks that a look-up gave exactly this resource. */
function expectOnly(step, exchange, resources, id, consequence) {
	return step.check(resources.length === 1 && resources[0]?.id === id, exchange, {
		expected: `exactly one resource, id ${id}`,
		received: resources.length === 0 ? "nobody" : `${resources.length}: ${toExcerpt(resources.map((resource) => resource.id))}`,
		consequence
	});
}
// ../../packages/idp-simulator/src/population.ts
const GIVEN_NAMES = "Ava Priya Jonah Marcus Lena Helen Samir Noor Björn Chloé Diego Emeka Fatima Grace Hiro Ines Jakub Kofi Linh Maeve".split(" ");
const FAMILY_NAMES = "Nguyen Shah Hale Bell Ortiz Cho Adeyemi Haddad Lindqvist Moreau O'Brien Kowalski Tanaka Mensah Rossi Okafor Silva Novak Park Walker Diaz Berg Evans".split(" ");
/** The n-th user of the main population; the same numbers give the same user in every run. */
function toPerson(naming, n) {
	const givenName = GIVEN_NAMES[n % GIVEN_NAMES.length];
	const familyName = FAMILY_NAMES[n % FAMILY_NAMES.length];
	const userName = `${`${toAscii(givenName)}.${toAscii(familyName)}.${naming.runLabel}-${pad(n + 1, 5)}`}@${naming.domain}`.toLowerCase();
	return person(naming, {
		userName,
		email: userName,
		givenName,
		familyName
	});
}
/**
* A user for one check only. The user name keeps its capitals and differs from the address, so that a server that
* folds the one or confuses the two is found out.
*/
function toProbe(naming, name) {
	const local = `${naming.runLabel}-${name}`;
	return person(naming, {
		userName: `Probe.${local}@${naming.domain}`,
		email: `${local}.mail@${naming.domain}`.toLowerCase(),
		givenName: "Probe",
		familyName: name
	});
}
function toGroupName(naming, n) {
	return `${naming.runLabel} Group ${pad(n + 1, 3)}`;
}
function toProbeGroupName(naming, name) {
	return `${naming.runLabel} Probe "${name}" & co`;
}
/** A userName nobody has. */
function toStrangerName(naming) {
	return `nobody.${naming.runLabel}.${digest(naming.domain, 8)}@${naming.domain}`;
}
function person(naming, base) {
	const seed = `${naming.runLabel}:${base.userName}`;
	return {
		...base,
		displayName: `${base.givenName} ${base.familyName}`,
		externalId: `00u${digest(seed, 17)}`,
		password: digest(`password:${seed}`, 8).toLowerCase()
	};
}
/** The shape of an Okta id: base 62, letters of both cases. */
function digest(seed, length) {
	const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	const bytes = createHash("sha256").update(seed).digest();
	return Array.from(bytes.subarray(0, length), (byte) => alphabet[byte % 62]).join("");
}
function toAscii(name) {
	return name.normalize("NFD").replace(/[^A-Za-z]/g, "");
}
function pad(n, width) {
	return String(n).padStart(width, "0");
}
// ../../packages/idp-simulator/src/values.ts
/** The elements of a multi-valued attribute with this type. */
function ofType(resource, attribute, type) {
	return toArray(resource[attribute]).map(toObject).filter((element) => element.type === type);
}
function enterpriseOf(user) {
	return toObject(user[ENTERPRISE_SCHEMA]);
}
/** A manager that is nobody's is absent, null or an object without a value. */
function managerOf(user) {
	const { manager } = enterpriseOf(user);
	return typeof manager === "string" ? manager : toObject(manager).value;
}
/**
* Reads by the paths the simulations write with: `name.givenName`, `emails[type eq "work"].value`,
* `urn:…:User:department`. Several elements of one type give undefined, since there must be one.
*/
function valueAt(resource, path) {
	if (path.startsWith(`urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:`)) return valueAt(enterpriseOf(resource), path.slice(59));
	const typed = /^(\w+)\[type eq "(\w+)"\]\.(\w+)$/.exec(path);
	if (typed) {
		const [, attribute = "", type = "", name = ""] = typed;
		const elements = ofType(resource, attribute, type);
		return elements.length === 1 ? toObject(elements[0])[name] : void 0;
	}
	return path.split(".").reduce((value, name) => toObject(value)[name], resource);
}
function versionOf$1(resource) {
	const meta = toObject(resource.meta);
	return meta.version ?? meta.lastModified;
}
function memberIds(group) {
	return toArray(group.members).map((member) => String(toObject(member).value));
}
/** The names whose values differ between two readings of one resource. */
function changedNames(before, after) {
	return [.../* @__PURE__ */ new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => name !== "meta" && !isEqualJson(before[name], after[name]));
}
// ../../packages/idp-simulator/src/entra/bodies.ts
/** Named by Entra in every group it creates; no server has such a schema. */
const MICROSOFT_GROUP_SCHEMA = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";
/**
* The enterprise extension is named although nothing of it is sent, roles are an empty array, and meta is in the body.
* https://learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups#create-user
*/
function toCreateUserBody$1(person, extension) {
	return {
		schemas: [USER_SCHEMA, ENTERPRISE_SCHEMA],
		externalId: person.externalId,
		userName: person.userName,
		active: true,
		displayName: person.displayName,
		emails: [{
			primary: true,
			type: "work",
			value: person.email
		}],
		meta: { resourceType: "User" },
		name: {
			formatted: person.displayName,
			familyName: person.familyName,
			givenName: person.givenName
		},
		roles: [],
		...extension && { ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]: extension }
	};
}
/** Groups come without members; those follow by PATCH. */
function toCreateGroupBody(displayName, externalId) {
	return {
		schemas: [GROUP_SCHEMA, MICROSOFT_GROUP_SCHEMA],
		externalId,
		displayName,
		meta: { resourceType: "Group" }
	};
}
function toPatchBody$1(operations) {
	return {
		schemas: [PATCH_SCHEMA],
		Operations: operations
	};
}
/** What Entra maps by default and compares at each meeting, as path and value. */
function toMapped(person) {
	return {
		externalId: person.externalId,
		userName: person.userName,
		displayName: person.displayName,
		"emails[type eq \"work\"].value": person.email,
		"name.formatted": person.displayName,
		"name.familyName": person.familyName,
		"name.givenName": person.givenName
	};
}
// ../../packages/idp-simulator/src/entra/population.ts
/** The n-th user of the main population, with an object id as Entra gives it. */
function toEntraPerson(naming, n) {
	return withObjectId(toPerson(naming, n));
}
function toEntraProbe(naming, name) {
	return withObjectId(toProbe(naming, name));
}
/** Another name than Okta's population has, so that both may meet in one directory. */
function toEntraGroupName(naming, n) {
	return toGroupName({
		...naming,
		runLabel: `${naming.runLabel} Entra`
	}, n);
}
function toObjectId(seed) {
	const hex = createHash("sha256").update(seed).digest("hex");
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		`4${hex.slice(13, 16)}`,
		`8${hex.slice(17, 20)}`,
		hex.slice(20, 32)
	].join("-");
}
function withObjectId(person) {
	return {
		...person,
		externalId: toObjectId(person.userName)
	};
}
// ../../packages/idp-simulator/src/entra/groups.ts
async function findGroups(step, filter) {
	const exchange = await step.get(toGroupQuery(filter));
	const groups = expectList(step, exchange, {
		what: "a ListResponse, empty when no group matches",
		consequence: "The matching query fails, so the group is skipped in every cycle."
	});
	if (!groups) throw new StepStopped("the query failed");
	return {
		exchange,
		groups
	};
}
/** The members too: Entra itself leaves them out, the validator reads them. */
async function getGroup$1(step, id) {
	const exchange = await step.get(`/Groups/${encodeURIComponent(id)}`);
	if (!expectStatus(step, exchange, [200], {
		what: "the group with this id",
		consequence: "Entra cannot read the group it provisioned and takes it for deleted."
	})) throw new StepStopped(`GET /Groups/${id} failed`);
	return {
		exchange,
		group: toObject(exchange.json)
	};
}
async function patchGroup$1(step, id, operations, consequence) {
	const path = `/Groups/${encodeURIComponent(id)}`;
	if (!expectStatus(step, await step.send({
		method: "PATCH",
		path,
		body: toPatchBody$1(operations)
	}), [200, 204], {
		what: "preferably 204 without a body",
		consequence
	})) throw new StepStopped(`PATCH /Groups/${id} failed`);
}
async function createGroup$1(step, run, displayName) {
	const externalId = toObjectId(displayName);
	const body = toCreateGroupBody(displayName, externalId);
	const exchange = await step.send({
		method: "POST",
		path: "/Groups",
		body
	});
	const ok = expectStatus(step, exchange, [201], {
		what: "the group with its id; a schema that the server does not know is ignored",
		consequence: "The group is not created, and no member is ever sent."
	});
	const group = toObject(exchange.json);
	if (!ok || !isText(group.id)) throw new StepStopped(`POST /Groups answered ${exchange.status}`);
	run.leftGroups.add(group.id);
	for (const [name, wanted] of Object.entries({
		displayName,
		externalId
	})) step.check(group[name] === wanted, exchange, {
		expected: `${name} ${wanted}`,
		received: toExcerpt(group[name] ?? "nothing"),
		consequence: "The next cycle does not recognise the group and creates it again."
	});
	return {
		id: group.id,
		displayName,
		externalId
	};
}
async function deleteGroup$1(step, run, id) {
	const exchange = await step.send({
		method: "DELETE",
		path: `/Groups/${encodeURIComponent(id)}`
	});
	const ok = step.check(exchange.status === 204, exchange, {
		expected: "204 without a body",
		received: describeAnswer(exchange),
		consequence: "A group that left the scope stays in the application with all it grants."
	});
	if (ok) run.leftGroups.delete(id);
	return ok;
}
/** A new group for one check, with these members. */
async function freshGroup$2(step, run, name, members) {
	const displayName = toProbeGroupName(run.naming, name);
	const { groups } = await findGroups(step, equals$1("displayName", displayName));
	for (const { id } of groups) if (isText(id)) await deleteGroup$1(step, run, id);
	const group = await createGroup$1(step, run, displayName);
	if (members.length > 0) await addMembers(step, run, group.id, members);
	return group;
}
async function addMembers(step, run, id, members) {
	for (let start = 0; start < members.length; start += run.batchSize) {
		const batch = members.slice(start, start + run.batchSize);
		await patchGroup$1(step, id, run.dialect.addMembers(batch), "The members are never added; Entra retries for ever.");
	}
}
async function checkMembers$1(step, id, wanted, consequence) {
	const { exchange, group } = await getGroup$1(step, id);
	const shown = memberIds(group);
	const missing = wanted.filter((value) => !shown.includes(value)).length;
	const extra = shown.filter((value) => !wanted.includes(value)).length;
	const repeated = shown.length - new Set(shown).size;
	return step.check(missing + extra + repeated === 0, exchange, {
		expected: wanted.length === 0 ? "no members" : `${wanted.length} members`,
		received: `${shown.length} members: ${missing} missing, ${extra} too many, ${repeated} twice`,
		consequence
	});
}
/** A group in scope. A job that starts anew does not know the membership, so it adds every member again. */
async function provisionGroup(step, run, displayName, members) {
	const { exchange, groups } = await findGroups(step, equals$1("displayName", displayName));
	const [match] = groups;
	if (!match) {
		const group = await createGroup$1(step, run, displayName);
		run.leftGroups.delete(group.id);
		await addMembers(step, run, group.id, members);
		await checkMembers$1(step, group.id, members, "The group has other members than in Entra.");
		return {
			how: "created",
			versionChanged: false
		};
	}
	step.check(groups.length === 1, exchange, {
		expected: "one group of this name",
		received: `${groups.length} groups`,
		consequence: "Entra cannot tell which group is meant and skips it."
	});
	if (!isText(match.id)) throw new StepStopped("the query gave a group without an id");
	const { group: before } = await getGroup$1(step, match.id);
	await addMembers(step, run, match.id, members);
	const { group: after } = await getGroup$1(step, match.id);
	await checkMembers$1(step, match.id, [.../* @__PURE__ */ new Set([...memberIds(before), ...members])], "Members that were there are lost.");
	return {
		how: "linked",
		versionChanged: versionOf$1(before) !== versionOf$1(after)
	};
}
// ../../packages/idp-simulator/src/entra/users.ts
async function findUsers(step, filter) {
	const exchange = await step.get(toUserQuery(filter));
	const users = expectList(step, exchange, {
		what: "a ListResponse, empty when nobody matches",
		consequence: "The matching query fails, so the user is skipped in every cycle and the job heads for quarantine."
	});
	if (!users) throw new StepStopped("the query failed");
	return {
		exchange,
		users
	};
}
async function getUser$1(step, id) {
	const exchange = await step.get(`/Users/${encodeURIComponent(id)}`);
	if (!expectStatus(step, exchange, [200], {
		what: "the user with this id",
		consequence: "Entra cannot read the user it provisioned and takes it for deleted."
	})) throw new StepStopped(`GET /Users/${id} failed`);
	return {
		exchange,
		user: toObject(exchange.json)
	};
}
/** Sends the operations; both 200 with the user and 204 are good. */
async function patchUser$1(step, id, operations, consequence) {
	const path = `/Users/${encodeURIComponent(id)}`;
	const exchange = await step.send({
		method: "PATCH",
		path,
		body: toPatchBody$1(operations)
	});
	if (!expectStatus(step, exchange, [200, 204], {
		what: `${describe(operations)} accepted`,
		consequence
	})) throw new StepStopped(`PATCH /Users/${id} failed`);
	return exchange;
}
async function deleteUser(step, run, id) {
	const exchange = await step.send({
		method: "DELETE",
		path: `/Users/${encodeURIComponent(id)}`
	});
	const ok = step.check(exchange.status === 204, exchange, {
		expected: "204 without a body",
		received: describeAnswer(exchange),
		consequence: "Users that were purged in Entra stay in the application."
	});
	if (ok) run.leftUsers.delete(id);
	return ok;
}
async function createUser$1(step, run, person, extension) {
	const exchange = await step.send({
		method: "POST",
		path: "/Users",
		body: toCreateUserBody$1(person, extension)
	});
	const ok = expectStatus(step, exchange, [201], {
		what: "the whole user, with its id",
		consequence: "The user is not created; Entra tries again in every cycle and the escrow grows."
	});
	const user = toObject(exchange.json);
	if (isText(user.id)) run.leftUsers.add(user.id);
	if (!ok || !isText(user.id)) {
		step.check(!ok, exchange, {
			expected: "an id",
			received: toExcerpt(exchange.text === "" ? "an empty body" : exchange.text),
			consequence: "Without an id in the answer the user is created and never updated."
		});
		throw new StepStopped(`create answered ${exchange.status}`);
	}
	for (const [path, wanted] of Object.entries(toMapped(person))) checkSame(step, exchange, user, path, wanted);
	step.check(user.active === true, exchange, {
		expected: "active true",
		received: `active ${toExcerpt(user.active)}`,
		consequence: "The new user cannot sign in."
	});
	return {
		person,
		id: user.id
	};
}
/** Entra compares what it reads with what it sent, and writes again whenever they differ. */
function checkSame(step, exchange, user, path, wanted) {
	const received = valueAt(user, path);
	return step.check(received === wanted, exchange, {
		expected: `${path} ${toExcerpt(wanted)}, letter for letter`,
		received: toExcerpt(received ?? "nothing"),
		consequence: "Entra sees another value than it sent and writes it again in every cycle."
	});
}
/** (Dis)abling has its own operation, by path, in both kinds of job. */
function toActiveOperations(run, active) {
	return [{
		op: run.dialect.op("replace"),
		path: "active",
		value: run.dialect.boolean(active)
	}];
}
/** A new user for one check. What an interrupted run left under the name is deleted first. */
async function freshUser$1(step, run, name) {
	return createUser$1(step, run, await clearName(step, run, name));
}
/** The person of a probe, once nobody has its userName. */
async function clearName(step, run, name) {
	const person = toEntraProbe(run.naming, name);
	const { users } = await findUsers(step, equals$1("userName", person.userName));
	for (const { id } of users) if (isText(id)) await deleteUser(step, run, id);
	return person;
}
/** A user in scope: query by the matching attribute, then create, or update what differs. */
async function provisionUser$1(step, run, person) {
	const { exchange, users } = await findUsers(step, equals$1("userName", person.userName));
	const [match] = users;
	if (!match) {
		const account = await createUser$1(step, run, person);
		run.leftUsers.delete(account.id);
		return {
			...account,
			how: "created",
			versionChanged: false
		};
	}
	if (!isText(match.id)) throw new StepStopped("the query gave a user without an id");
	expectOnly(step, exchange, users, match.id, "Entra cannot tell which account is meant and skips the user.");
	const { user: before } = await getUser$1(step, match.id);
	const differing = Object.entries(toMapped(person)).filter(([path, value]) => valueAt(before, path) !== value);
	const operations = run.dialect.write("replace", Object.fromEntries(differing));
	if (before.active !== true) operations.push(...toActiveOperations(run, true));
	if (operations.length > 0) await patchUser$1(step, match.id, operations, "The existing account is never brought in line with Entra.");
	const { user: after } = operations.length > 0 ? await getUser$1(step, match.id) : { user: before };
	return {
		person,
		id: match.id,
		how: "linked",
		versionChanged: versionOf$1(before) !== versionOf$1(after)
	};
}
function describe(operations) {
	return toExcerpt(operations.map(({ op, path }) => `${op} ${path ?? "without a path"}`).join(", "), 120) || "no operations";
}
// ../../packages/idp-simulator/src/entra/steps/cleanup.ts
const cleanupStep$2 = {
	id: "cleanup",
	title: "The probes leave the scope: groups are deleted, users disabled and then deleted",
	async run(step, run) {
		await mapConcurrently([...run.leftGroups], run.concurrency, (id) => deleteGroup$1(step, run, id).catch(unlessStopped));
		await mapConcurrently([...run.leftUsers], run.concurrency, async (id) => {
			try {
				await patchUser$1(step, id, toActiveOperations(run, false), "A user that left the scope keeps access.");
				await deleteUser(step, run, id);
			} catch (error) {
				unlessStopped(error);
			}
		});
	}
};
// ../../packages/idp-simulator/src/entra/run.ts
function probe$1(step, run, name) {
	return run.probes.get(name) ?? step.skip(`The probe user "${name}" could not be provisioned.`);
}
function onlyWith(flag) {
	return (run) => {
		if (run.flag === flag) return void 0;
		return flag ? "Only a tenant URL with the flag sends this." : "Only a tenant URL without the flag sends this.";
	};
}
// ../../packages/idp-simulator/src/entra/steps/clearing.ts
/** Optional attributes of the default mapping, with a value to be there before it is cleared. */
const OPTIONAL$1 = {
	displayName: "Probe Null",
	title: "Tour Lead",
	preferredLanguage: "en-GB",
	nickName: "Null",
	"name.middleName": "Q",
	"phoneNumbers[type eq \"fax\"].value": "555-0199",
	"addresses[type eq \"home\"].locality": "Bergen",
	[`${ENTERPRISE_SCHEMA}:department`]: "Sales",
	[`${ENTERPRISE_SCHEMA}:costCenter`]: "CC-7"
};
const clearingSteps = [
	...["", null].map((empty) => ({
		id: empty === "" ? "clear-by-empty-text" : "clear-by-null",
		title: `Optional attributes are cleared by ${empty === "" ? "an empty text" : "null"}`,
		async run(step, run) {
			const { id } = probe$1(step, run, "profile");
			const refused = "SCIM_Null_Update_Test is red, and a value cleared in Entra stays in the application.";
			await patchUser$1(step, id, run.dialect.write("replace", OPTIONAL$1), refused);
			const cleared = Object.fromEntries(Object.keys(OPTIONAL$1).map((path) => [path, empty]));
			for (const _ of ["has a value", "has none"]) {
				await patchUser$1(step, id, run.dialect.write("replace", cleared), refused);
				const { exchange, user } = await getUser$1(step, id);
				for (const path of Object.keys(OPTIONAL$1)) expectValue(step, exchange, path, {
					wanted: void 0,
					received: valueAt(user, path)
				}, refused);
			}
		}
	})),
	{
		id: "clear-without-path",
		title: "Attributes are cleared by nulls in an operation without a path",
		async run(step, run) {
			const { id } = probe$1(step, run, "profile");
			const names = {
				title: null,
				nickName: "",
				name: { middleName: null }
			};
			const refused = "SCIM_Null_Update_Test is red.";
			await patchUser$1(step, id, run.dialect.write("replace", {
				title: "T",
				nickName: "N"
			}), refused);
			await patchUser$1(step, id, [{
				op: run.dialect.op("replace"),
				value: names
			}], refused);
			const { exchange, user } = await getUser$1(step, id);
			for (const path of ["title", "nickName"]) expectValue(step, exchange, path, {
				wanted: void 0,
				received: user[path]
			}, refused);
			step.check(toArray(user.emails).length > 0, exchange, {
				expected: "what was not named untouched",
				received: "no e-mail address left",
				consequence: "An update of one attribute wipes others."
			});
		}
	},
	{
		id: "empty-operations",
		title: "A PATCH without operations is no failure",
		async run(step, run) {
			const { id } = probe$1(step, run, "profile");
			const path = `/Users/${encodeURIComponent(id)}`;
			expectStatus(step, await step.send({
				method: "PATCH",
				path,
				body: toPatchBody$1([])
			}), [200, 204], {
				what: "nothing to do",
				consequence: "The user is counted as failed in every cycle."
			});
		}
	}
];
// ../../packages/idp-simulator/src/entra/steps/connection.ts
const CREDENTIALS = "Test Connection: \"You appear to have entered invalid credentials. Please confirm you are using the correct information for an administrative account.\"";
const connectionSteps = [
	{
		id: "connection",
		title: "Test Connection: a random userName gives an empty list",
		async run(step, run) {
			run.refused = true;
			run.refused = !await checkNobody(step, toUserQuery(equals$1("userName", randomUUID())));
		}
	},
	{
		id: "connection-groups",
		title: "A random group name gives an empty list",
		groups: true,
		async run(step) {
			await checkNobody(step, toGroupQuery(equals$1("displayName", randomUUID())));
		}
	},
	{
		id: "flag-in-url",
		title: "The flag in the tenant URL means nothing to the server",
		skip: onlyWith(true),
		async run(step) {
			await checkNobody(step, `${toUserQuery(equals$1("userName", randomUUID()))}&aadOptscim062020`);
		}
	},
	{
		id: "wrong-token",
		title: "A wrong token is refused with a SCIM error",
		async run(step, run) {
			const path = toUserQuery(equals$1("userName", randomUUID()));
			expectError(step, await step.send({
				method: "GET",
				path,
				authorization: toWrong(run.authorization)
			}), 401, {
				what: "a SCIM error",
				consequence: "A secret that has expired is not told to the admin; the job goes on failing without a reason."
			});
		}
	},
	{
		id: "media-type",
		title: "Answers say application/scim+json",
		async run(step) {
			const exchange = await step.get(toUserQuery(equals$1("userName", randomUUID())));
			const mediaType = exchange.headers["content-type"] ?? "no Content-Type";
			step.check(/^application\/scim\+json\s*(;|$)/i.test(mediaType), exchange, {
				expected: "Content-Type application/scim+json (RFC 7644 section 3.1)",
				received: mediaType,
				consequence: "Microsoft’s SCIM validator stops at the first answer: \"415 UnsupportedMediaType\"."
			});
		}
	}
];
async function checkNobody(step, path) {
	const exchange = await step.get(path);
	const found = expectList(step, exchange, {
		what: "an empty ListResponse, never a 404",
		consequence: CREDENTIALS
	});
	if (!found) return false;
	return step.check(found.length === 0 && toObject(exchange.json).totalResults === 0, exchange, {
		expected: "totalResults 0 and no resources",
		received: `totalResults ${String(toObject(exchange.json).totalResults)}, ${found.length} resources`,
		consequence: "Every user of Entra matches somebody else’s account, which is then overwritten."
	});
}
function toWrong(authorization) {
	return toAuthorizationHeader(authorization.kind === "basic" ? {
		...authorization,
		password: "wrong"
	} : {
		kind: "bearer",
		token: "wrong-token"
	});
}
// ../../packages/idp-simulator/src/entra/steps/discovery.ts
const CONSEQUENCE$1 = "Schema discovery fails: the attributes cannot be mapped in the portal, and the gallery’s Schema_Discoverability_Test is red.";
/** RFC 7643 section 7, the spelling included. */
const KEYWORDS = {
	type: [
		"string",
		"boolean",
		"decimal",
		"integer",
		"dateTime",
		"reference",
		"complex",
		"binary"
	],
	mutability: [
		"readOnly",
		"readWrite",
		"immutable",
		"writeOnly"
	],
	returned: [
		"always",
		"never",
		"default",
		"request"
	],
	uniqueness: [
		"none",
		"server",
		"global"
	]
};
/** What the default mapping writes. */
const MAPPED = {
	[USER_SCHEMA]: [
		"userName",
		"displayName",
		"name",
		"emails",
		"active",
		"phoneNumbers",
		"addresses",
		"title",
		"roles"
	],
	[ENTERPRISE_SCHEMA]: [
		"employeeNumber",
		"department",
		"manager"
	],
	[GROUP_SCHEMA]: ["displayName", "members"]
};
const discoverySteps = [{
	id: "schemas",
	title: "Schema discovery: every mapped attribute is described",
	async run(step, run) {
		const exchange = await step.get("/Schemas");
		const schemas = expectList(step, exchange, {
			what: "a ListResponse of schemas",
			consequence: CONSEQUENCE$1
		});
		if (!schemas) return;
		for (const [urn, names] of Object.entries(MAPPED)) {
			if (urn === "urn:ietf:params:scim:schemas:core:2.0:Group" && run.groups === 0) continue;
			const schema = schemas.find(({ id }) => id === urn);
			const described = toArray(schema?.attributes).map((attribute) => toObject(attribute).name);
			const missing = names.filter((name) => !described.includes(name));
			step.check(missing.length === 0, exchange, {
				expected: `${urn} with ${names.join(", ")}`,
				received: schema ? `without ${missing.join(", ")}` : "no such schema",
				consequence: CONSEQUENCE$1
			});
		}
		for (const schema of schemas) checkAttributes(step, exchange, toArray(schema.attributes).map(toObject));
		step.check(!hasNull(exchange.json), exchange, {
			expected: "no null anywhere",
			received: "a null",
			consequence: CONSEQUENCE$1
		});
	}
}, {
	id: "service-provider-config",
	title: "ServiceProviderConfig and ResourceTypes say what the server can do",
	async run(step) {
		const exchange = await step.get("/ServiceProviderConfig");
		if (expectStatus(step, exchange, [200], {
			what: "the configuration",
			consequence: "The agent that onboards gallery apps stops here."
		})) {
			const { patch, filter } = toObject(exchange.json);
			step.check(toObject(patch).supported === true && toObject(filter).supported === true, exchange, {
				expected: "patch and filter supported: Entra cannot do without them",
				received: toExcerpt({
					patch,
					filter
				}),
				consequence: "The application is not accepted into the gallery."
			});
		}
		const types = await step.get("/ResourceTypes");
		const listed = expectList(step, types, {
			what: "a ListResponse",
			consequence: CONSEQUENCE$1
		});
		step.check(listed === void 0 || listed.some(({ endpoint }) => endpoint === "/Users"), types, {
			expected: "a resource type with the endpoint /Users",
			received: toExcerpt(types.text),
			consequence: CONSEQUENCE$1
		});
	}
}];
function checkAttributes(step, exchange, attributes) {
	for (const attribute of attributes) {
		for (const [keyword, allowed] of Object.entries(KEYWORDS)) {
			const value = attribute[keyword];
			step.check(value === void 0 || isText(value) && allowed.includes(value), exchange, {
				expected: `${keyword} of ${String(attribute.name)} is one of ${allowed.join(", ")}`,
				received: toExcerpt(value),
				consequence: CONSEQUENCE$1
			});
		}
		checkAttributes(step, exchange, toArray(attribute.subAttributes).map(toObject));
	}
}
function hasNull(value) {
	return value === null || typeof value === "object" && Object.values(value).some(hasNull);
}
// ../../packages/idp-simulator/src/entra/steps/groups.ts
const SKIPPED = "The group is created again, or skipped, in every cycle.";
const groupSteps = [
	{
		id: "provision-groups",
		title: "Groups: query by name, create without members, then add the members",
		groups: true,
		async run(step, run) {
			for (let n = 0; n < run.groups; n += 1) {
				const { accounts, membersPerGroup } = run;
				const count = Math.min(membersPerGroup, accounts.length);
				const ids = Array.from({ length: count }, (_, m) => accounts[(n * membersPerGroup + m) % accounts.length]).flatMap((account) => account ? [account.id] : []);
				const group = await provisionGroup(step, run, toEntraGroupName(run.naming, n), ids).catch(unlessStopped);
				step.progress(n + 1, run.groups);
				if (!group) continue;
				run[group.how].groups += 1;
				if (group.versionChanged) run.versionsChanged += 1;
			}
		}
	},
	{
		id: "group-lookup",
		title: "A group is matched by displayName and by externalId",
		groups: true,
		async run(step, run) {
			const group = await freshGroup$2(step, run, "lookup", []);
			for (const filter of [equals$1("displayName", group.displayName), equals$1("externalId", group.externalId)]) {
				const { exchange, groups } = await findGroups(step, filter);
				expectOnly(step, exchange, groups, group.id, SKIPPED);
			}
		}
	},
	{
		id: "group-without-members",
		title: "A group is read without its members",
		groups: true,
		async run(step, run) {
			const member = probe$1(step, run, "member-1").id;
			const group = await freshGroup$2(step, run, "excluded", [member]);
			const exchange = await step.get(`/Groups/${encodeURIComponent(group.id)}?excludedAttributes=members`);
			const found = await findGroups(step, equals$1("displayName", group.displayName));
			const read = [{
				exchange,
				body: toObject(exchange.json)
			}, {
				exchange: found.exchange,
				body: found.groups[0] ?? {}
			}];
			for (const { exchange: each, body } of read) {
				if (!expectStatus(step, each, [200], {
					what: "the group",
					consequence: SKIPPED
				})) continue;
				step.check(!("members" in body) && body.displayName === group.displayName, each, {
					expected: "the group with displayName and without members",
					received: toExcerpt(each.text),
					consequence: "A group of 100,000 makes every cycle time out."
				});
			}
		}
	},
	{
		id: "group-rename",
		title: "A group is renamed; its members stay",
		groups: true,
		async run(step, run) {
			const group = await freshGroup$2(step, run, "rename", [probe$1(step, run, "member-1").id, probe$1(step, run, "member-2").id]);
			const displayName = `${group.displayName} renamed`;
			const operations = run.dialect.write("replace", { displayName });
			await patchGroup$1(step, group.id, operations, "Update_Group_Test is red: the group keeps its old name.");
			const { exchange, group: after } = await getGroup$1(step, group.id);
			const kept = Array.isArray(after.members) ? after.members.length : 0;
			step.check(after.displayName === displayName && after.externalId === group.externalId && kept === 2, exchange, {
				expected: `displayName ${displayName}, the externalId and 2 members`,
				received: `${toExcerpt(after.displayName)}, externalId ${toExcerpt(after.externalId)}, ${kept} members`,
				consequence: "The rename is lost, or takes the membership with it."
			});
		}
	},
	{
		id: "group-delete",
		title: "A group that left the scope is deleted, and may come back",
		groups: true,
		async run(step, run) {
			const group = await freshGroup$2(step, run, "delete", [probe$1(step, run, "member-1").id]);
			if (!await deleteGroup$1(step, run, group.id)) return;
			expectError(step, await step.get(`/Groups/${group.id}`), 404, {
				what: "a SCIM error: the group is gone",
				consequence: "Delete_Group_Test is red."
			});
			expectStatus(step, await step.send({
				method: "DELETE",
				path: `/Groups/${group.id}`
			}), [404], {
				what: "not there any more",
				consequence: "A repeated delete fails for ever."
			});
			const { exchange, groups } = await findGroups(step, equals$1("displayName", group.displayName));
			step.check(groups.length === 0, exchange, {
				expected: "no group of that name",
				received: toExcerpt(groups[0]?.id),
				consequence: "The next group of this name is tied to one that is gone."
			});
			await createGroup$1(step, run, group.displayName);
		}
	}
];
// ../../packages/idp-simulator/src/entra/steps/lifecycle.ts
const lifecycleSteps$1 = [
	{
		id: "disable-user",
		title: "Disable a user",
		async run(step, run) {
			await setActive(step, run, probe$1(step, run, "lifecycle"), false);
		}
	},
	{
		id: "find-disabled",
		title: "The disabled user is still found, by id and by filter",
		async run(step, run) {
			const account = probe$1(step, run, "lifecycle");
			await getUser$1(step, account.id);
			for (const filter of [equals$1("userName", account.person.userName), equals$1("externalId", account.person.externalId)]) {
				const { exchange, users } = await findUsers(step, filter);
				expectOnly(step, exchange, users, account.id, "A returning user is created again, or blocked by a conflict.");
			}
		}
	},
	{
		id: "restore-user",
		title: "A user that comes back is enabled again: same id, same profile",
		async run(step, run) {
			const account = probe$1(step, run, "lifecycle");
			const { user: before } = await getUser$1(step, account.id);
			const { exchange, user: after } = await setActive(step, run, account, true);
			const changed = changedNames(before, after).filter((name) => name !== "active");
			step.check(changed.length === 0, exchange, {
				expected: "everything but active as before",
				received: `other ${changed.join(", ")}`,
				consequence: "Restore_User_Test is red: the user comes back with a damaged profile."
			});
		}
	},
	{
		id: "delete-user",
		title: "A purged user is disabled, then deleted: gone for every request",
		async run(step, run) {
			const account = await freshUser$1(step, run, "purged");
			await setActive(step, run, account, false);
			if (!await deleteUser(step, run, account.id)) return;
			expectError(step, await step.get(`/Users/${account.id}`), 404, {
				what: "a SCIM error: the user is gone",
				consequence: "Delete_User_Test is red."
			});
			const { exchange, users } = await findUsers(step, equals$1("userName", account.person.userName));
			step.check(users.length === 0, exchange, {
				expected: "nobody",
				received: toExcerpt(users[0]?.id),
				consequence: "A new user of this name is tied to the deleted account."
			});
			expectStatus(step, await step.send({
				method: "DELETE",
				path: `/Users/${account.id}`
			}), [404], {
				what: "not there any more",
				consequence: "The second delete of a cycle that was interrupted is counted as a failure."
			});
		}
	},
	{
		id: "recreate-user",
		title: "After a delete the same person can be created again, under another id",
		async run(step, run) {
			const first = await freshUser$1(step, run, "purged");
			if (!await deleteUser(step, run, first.id)) return;
			const second = await createUser$1(step, run, toEntraProbe(run.naming, "purged"));
			const { exchange } = await getUser$1(step, second.id);
			step.check(second.id !== first.id, exchange, {
				expected: "a new id (RFC 7643 section 3.1: never reused)",
				received: second.id,
				consequence: "References to the deleted account point at the new one."
			});
		}
	},
	{
		id: "delete-unknown",
		title: "Deleting what was never there answers 404",
		async run(step, run) {
			const unknown = crypto.randomUUID();
			for (const endpoint of run.groups > 0 ? ["Users", "Groups"] : ["Users"]) expectError(step, await step.send({
				method: "DELETE",
				path: `/${endpoint}/${unknown}`
			}), 404, {
				what: "a SCIM error",
				consequence: "Entra cannot tell \"already gone\" from a failure and keeps the delete in escrow."
			});
		}
	}
];
async function setActive(step, run, account, active) {
	const consequence = active ? "Restore_User_Test is red: the user stays locked out." : "Disable_User_Test is red: the user keeps access after the account was disabled in Entra.";
	await patchUser$1(step, account.id, toActiveOperations(run, active), consequence);
	const read = await getUser$1(step, account.id);
	step.check(read.user.active === active, read.exchange, {
		expected: `active ${active}, as a JSON boolean`,
		received: `active ${toExcerpt(read.user.active ?? "nothing")}`,
		consequence
	});
	return read;
}
// ../../packages/idp-simulator/src/entra/steps/lookup.ts
const SAMPLE$1 = 20;
const CONSEQUENCE = "The account that exists is not matched: Entra creates it again, or meets a conflict in every cycle and quarantines the job.";
const lookupSteps$1 = [
	...[
		[
			"lookup-username",
			"userName",
			({ person }) => person.userName
		],
		[
			"lookup-external-id",
			"externalId",
			({ person }) => person.externalId
		],
		[
			"lookup-email",
			"emails[type eq \"work\"].value",
			({ person }) => person.email
		]
	].map(([id, path, toValue]) => ({
		id,
		title: `Matching by ${path} finds exactly the user`,
		async run(step, run) {
			const accounts = [...run.probes.values(), ...run.accounts.slice(0, SAMPLE$1)];
			if (accounts.length === 0) step.skip("Nobody was provisioned.");
			await mapConcurrently(accounts, run.concurrency, async (account) => {
				const { exchange, users } = await findUsers(step, equals$1(path, toValue(account)));
				expectOnly(step, exchange, users, account.id, CONSEQUENCE);
			});
		}
	})),
	{
		id: "lookup-capitals",
		title: "Matching by userName ignores the case",
		async run(step, run) {
			const account = probe$1(step, run, "lookup");
			for (const name of [account.person.userName.toUpperCase(), account.person.userName.toLowerCase()]) {
				const { exchange, users } = await findUsers(step, equals$1("userName", name));
				expectOnly(step, exchange, users, account.id, CONSEQUENCE);
			}
		}
	},
	{
		id: "lookup-spaces",
		title: "A space in a filter is + or %20",
		async run(step, run) {
			const account = probe$1(step, run, "lookup");
			for (const space of ["+", "%20"]) {
				const exchange = await step.get(toUserQuery(equals$1("userName", account.person.userName), space));
				const users = expectList(step, exchange, {
					what: "the user",
					consequence: CONSEQUENCE
				});
				if (users) expectOnly(step, exchange, users, account.id, CONSEQUENCE);
			}
		}
	}
];
// ../../packages/idp-simulator/src/entra/steps/members.ts
const REMOVE_REFUSED = "Whoever left the group in Entra keeps what it grants: the remove fails in every cycle.";
const ADD_REFUSED = "The member is never added; Entra retries for ever.";
function members(step, run, count) {
	return Array.from({ length: count }, (_, n) => probe$1(step, run, `member-${n + 1}`).id);
}
const memberSteps = [
	{
		id: "members-add",
		title: "Members are added, several at a time, and again",
		groups: true,
		async run(step, run) {
			const [a, b, c, d] = members(step, run, 4);
			const group = await freshGroup$2(step, run, "add", [a]);
			await addMembers(step, run, group.id, [
				b,
				c,
				d
			]);
			await checkMembers$1(step, group.id, [
				a,
				b,
				c,
				d
			], "Group_Update_Add_Member_Test is red.");
			await addMembers(step, run, group.id, [a, b]);
			await checkMembers$1(step, group.id, [
				a,
				b,
				c,
				d
			], "A cycle that is repeated duplicates or loses members.");
		}
	},
	{
		id: "members-remove",
		title: "A member is removed, and only that one",
		groups: true,
		async run(step, run) {
			const [a, b, c, d] = members(step, run, 4);
			const group = await freshGroup$2(step, run, "remove", [
				a,
				b,
				c,
				d
			]);
			await patchGroup$1(step, group.id, run.dialect.removeMembers([b]), REMOVE_REFUSED);
			await checkMembers$1(step, group.id, [
				a,
				c,
				d
			], "One person leaves the group, and everybody loses access.");
			await patchGroup$1(step, group.id, run.dialect.removeMembers([a, d]), REMOVE_REFUSED);
			await checkMembers$1(step, group.id, [c], "Several people leave at once: some stay, or all are removed.");
		}
	},
	{
		id: "members-remove-again",
		title: "Removing whoever is no member changes nothing",
		groups: true,
		async run(step, run) {
			const [a, b] = members(step, run, 2);
			const group = await freshGroup$2(step, run, "remove-again", [a]);
			await patchGroup$1(step, group.id, run.dialect.removeMembers([b]), REMOVE_REFUSED);
			await checkMembers$1(step, group.id, [a], "A repeated remove empties the group.");
		}
	},
	{
		id: "members-return",
		title: "A removed member comes back",
		groups: true,
		async run(step, run) {
			const [a, b] = members(step, run, 2);
			const group = await freshGroup$2(step, run, "return", [a, b]);
			await patchGroup$1(step, group.id, run.dialect.removeMembers([b]), REMOVE_REFUSED);
			await addMembers(step, run, group.id, [b]);
			await checkMembers$1(step, group.id, [a, b], ADD_REFUSED);
		}
	},
	{
		id: "members-query",
		title: "The question whether somebody is a member is answered",
		groups: true,
		async run(step, run) {
			const [a, b] = members(step, run, 2);
			const group = await freshGroup$2(step, run, "query", [a]);
			for (const [value, matches] of [[a, 1], [b, 0]]) {
				const exchange = await step.get(toReferenceQuery("Groups", group.id, {
					attribute: "members",
					value
				}));
				const found = expectList(step, exchange, {
					what: "a ListResponse",
					consequence: "Entra cannot check a membership and sends it every time."
				});
				step.check(found === void 0 || found.length === matches, exchange, {
					expected: `${matches} groups`,
					received: `${found?.length} groups`,
					consequence: "Entra takes people for members who are not, or the other way round."
				});
			}
		}
	},
	{
		id: "members-parallel",
		title: "Parallel changes of one group are all kept",
		groups: true,
		async run(step, run) {
			const ids = members(step, run, 8);
			const [first, ...others] = ids;
			const group = await freshGroup$2(step, run, "parallel", [first]);
			const change = (operations) => patchGroup$1(step, group.id, operations, "Parallel changes of a group fail, and with them the cycle.");
			const width = Math.max(4, run.concurrency);
			await mapConcurrently(others, width, (id) => change(run.dialect.addMembers([id])));
			await checkMembers$1(step, group.id, ids, "Members are lost at random when several are added at once.");
			await mapConcurrently(ids.slice(0, 4), width, (id) => change(run.dialect.removeMembers([id])));
			await checkMembers$1(step, group.id, ids.slice(4), "Members who were removed keep their access at random.");
		}
	}
];
// ../../packages/idp-simulator/src/entra/steps/paging.ts
/** As the validator reads: pages of five, of at least eleven resources. */
const PAGE$2 = 5;
const ENOUGH = 11;
/** A large directory is not read to its end by fives. */
const MAX_PAGES$2 = 40;
const pagingSteps = [{
	id: "page-users",
	title: "Users in pages of five: startIndex comes back, nobody is missing or twice",
	async run(step, run) {
		const missing = Math.max(0, ENOUGH - run.accounts.length - run.probes.size);
		const made = await mapConcurrently(Array.from({ length: missing }, (_, n) => `page-${n + 1}`), run.concurrency, (name) => freshUser$1(step, run, name));
		await checkPages(step, "Users", [
			...run.accounts,
			...run.probes.values(),
			...made
		].map(({ id }) => id));
	}
}, {
	id: "page-groups",
	title: "Groups in pages of five",
	groups: true,
	async run(step, run) {
		await checkPages(step, "Groups", await makeGroups(step, run));
	}
}];
async function makeGroups(step, run) {
	return (await mapConcurrently(Array.from({ length: ENOUGH }, (_, n) => `page-${n + 1}`), run.concurrency, (name) => freshGroup$2(step, run, name, []))).map(({ id }) => id);
}
async function checkPages(step, endpoint, expected) {
	const first = await readPages(step, endpoint);
	const second = await readPages(step, endpoint);
	const request = {
		method: "GET",
		path: `/${endpoint}?startIndex=1&count=${PAGE$2}`
	};
	const distinct = new Set(first.ids);
	const absent = first.complete ? expected.filter((id) => !distinct.has(id)) : [];
	step.check(absent.length === 0 && distinct.size === first.ids.length, { request }, {
		expected: `all ${expected.length} that were provisioned, each once`,
		received: `${absent.length} missing, ${first.ids.length - distinct.size} twice`,
		consequence: "SCIM_User_Pagination_Test is red; whoever reads the directory page by page loses people."
	});
	const differs = first.ids.findIndex((id, index) => id !== second.ids[index]);
	step.check(differs === -1 && first.ids.length === second.ids.length, { request }, {
		expected: "the same order a second time",
		received: `another resource at ${differs + 1}`,
		consequence: "Pages overlap when the directory is read again."
	});
}
async function readPages(step, endpoint) {
	const ids = [];
	const consequence = `SCIM_${endpoint === "Users" ? "User" : "Group"}_Pagination_Test is red.`;
	let total;
	for (let page = 0; page < MAX_PAGES$2; page += 1) {
		const startIndex = page * PAGE$2 + 1;
		const exchange = await step.get(`/${endpoint}?startIndex=${startIndex}&count=${PAGE$2}`);
		const resources = expectList(step, exchange, {
			what: "a page",
			consequence
		});
		if (!resources) return {
			ids,
			complete: false
		};
		const body = toObject(exchange.json);
		total ??= body.totalResults;
		const wanted = Math.max(0, Math.min(PAGE$2, Number(total) - startIndex + 1));
		step.check(body.startIndex === startIndex && body.totalResults === total && resources.length === wanted, exchange, {
			expected: `startIndex ${startIndex}, totalResults ${toExcerpt(total)}, ${wanted} resources`,
			received: `startIndex ${toExcerpt(body.startIndex)}, totalResults ${toExcerpt(body.totalResults)}, ${resources.length} resources`,
			consequence
		});
		ids.push(...resources.flatMap(({ id }) => isText(id) ? [id] : []));
		if (startIndex + PAGE$2 > Number(total)) return {
			ids,
			complete: true
		};
	}
	step.note(`Only the first ${MAX_PAGES$2} pages of ${endpoint} were read.`);
	return {
		ids,
		complete: false
	};
}
// ../../packages/idp-simulator/src/entra/steps/provision.ts
/** When nothing at all works, a thousand more tries tell nothing new. */
const HOPELESS_AFTER$1 = 25;
/** Users of single checks, eight members of groups, and enough of them for three pages of five. */
const PROBE_NAMES$1 = [
	"profile",
	"lookup",
	"lifecycle",
	...Array.from({ length: 8 }, (_, n) => `member-${n + 1}`)
];
const provisionSteps$1 = [
	{
		id: "provision-users",
		title: "Initial cycle: query each user, then create, or update what differs",
		async run(step, run) {
			const people = Array.from({ length: run.users }, (_, n) => toEntraPerson(run.naming, n));
			let tried = 0;
			let done = 0;
			const results = await mapConcurrently(people, run.concurrency, async (person) => {
				if (tried >= HOPELESS_AFTER$1 && done === 0) return void 0;
				const account = await provisionUser$1(step, run, person).catch(unlessStopped);
				tried += 1;
				if (account) done += 1;
				step.progress(tried, people.length);
				return account;
			});
			for (const account of results.filter((each) => each !== void 0)) {
				run.accounts.push(account);
				run[account.how].users += 1;
				if (account.versionChanged) run.versionsChanged += 1;
			}
		}
	},
	{
		id: "provision-probes",
		title: "Create a few users for the checks below; those of an interrupted run are deleted first",
		async run(step, run) {
			await mapConcurrently(PROBE_NAMES$1, run.concurrency, async (name) => {
				const account = await freshUser$1(step, run, name).catch(unlessStopped);
				if (account) run.probes.set(name, account);
			});
		}
	},
	{
		id: "duplicate-user",
		title: "Creating a user twice answers 409 with a SCIM error",
		async run(step, run) {
			const { person } = probe$1(step, run, "lookup");
			const again = [person, {
				...person,
				userName: person.userName.toUpperCase()
			}];
			for (const each of again) {
				const exchange = await step.send({
					method: "POST",
					path: "/Users",
					body: toCreateUserBody$1(each)
				});
				const { id } = toObject(exchange.json);
				if (exchange.status === 201 && isText(id)) run.leftUsers.add(id);
				expectError(step, exchange, 409, {
					what: "the userName is taken, in whatever case it is written",
					consequence: "Entra cannot tell a duplicate from another failure, or the same person has two accounts."
				});
			}
		}
	},
	{
		id: "user-race",
		title: "Parallel creates of one user make one user",
		async run(step, run) {
			const person = await clearName(step, run, "race");
			const attempts = Array.from({ length: Math.max(2, run.concurrency) });
			const exchanges = await mapConcurrently(attempts, attempts.length, () => step.send({
				method: "POST",
				path: "/Users",
				body: toCreateUserBody$1(person)
			}));
			const winners = exchanges.filter(({ status }) => status === 201);
			for (const { json } of winners) run.leftUsers.add(String(toObject(json).id));
			const [first] = exchanges;
			if (!first) return;
			step.check(winners.length === 1, first, {
				expected: "exactly one 201",
				received: exchanges.map(({ status }) => status).join(", "),
				consequence: "Provision on demand beside a running cycle makes the person twice."
			});
			for (const exchange of exchanges.filter(({ status }) => status !== 201)) expectError(step, exchange, 409, {
				what: "a SCIM error for whoever comes second, never a 5xx",
				consequence: "The log shows an internal server error for what is only a duplicate."
			});
		}
	}
];
// ../../packages/idp-simulator/src/entra/steps/references.ts
const MANAGER = `${ENTERPRISE_SCHEMA}:manager`;
const REFUSED$2 = "The manager is never set; Entra retries for ever, and User_Update_Manager_Test is red.";
const referenceSteps = [
	{
		id: "manager",
		title: "The manager is set, changed and cleared by a plain id",
		async run(step, run) {
			const account = probe$1(step, run, "profile");
			const [first, second] = [probe$1(step, run, "member-1").id, probe$1(step, run, "member-2").id];
			const { op } = run.dialect;
			const changes = [
				[{
					op: op("add"),
					path: MANAGER,
					value: first
				}, first],
				[{
					op: op("replace"),
					path: MANAGER,
					value: second
				}, second],
				[{
					op: op("replace"),
					path: MANAGER,
					value: ""
				}, void 0],
				[{
					op: op("add"),
					path: MANAGER,
					value: [{ value: first }]
				}, first],
				[{
					op: op("remove"),
					path: MANAGER
				}, void 0]
			];
			for (const [operation, wanted] of changes) await changeManager(step, account, operation, wanted);
		}
	},
	{
		id: "manager-query",
		title: "The question whether somebody is the manager is answered",
		async run(step, run) {
			const account = probe$1(step, run, "profile");
			const [manager, other] = [probe$1(step, run, "member-1").id, probe$1(step, run, "member-2").id];
			await changeManager(step, account, {
				op: run.dialect.op("add"),
				path: MANAGER,
				value: manager
			}, manager);
			for (const [value, matches] of [[manager, 1], [other, 0]]) {
				const exchange = await step.get(toReferenceQuery("Users", account.id, {
					attribute: "manager",
					value
				}));
				const users = expectList(step, exchange, {
					what: "a ListResponse",
					consequence: "Entra cannot check the reference and sends it every time."
				});
				step.check(users === void 0 || users.length === matches, exchange, {
					expected: `${matches} users`,
					received: `${users?.length} users`,
					consequence: "Entra takes a manager for set who is not, or sets one again in every cycle."
				});
			}
			await changeManager(step, account, {
				op: run.dialect.op("remove"),
				path: MANAGER
			}, void 0);
		}
	},
	{
		id: "create-with-manager",
		title: "A user is created with the id of its manager as a plain string",
		async run(step, run) {
			const manager = probe$1(step, run, "member-1").id;
			await checkManager(step, await createUser$1(step, run, await clearName(step, run, "managed"), { manager }), manager);
		}
	},
	{
		id: "roles",
		title: "App roles arrive in each of the three shapes",
		async run(step, run) {
			const account = probe$1(step, run, "profile");
			await addSingleRole(step, run, account);
			const text = JSON.stringify({
				id: "06b07648-ecfe-589f-9d2f-6325724a46ee",
				value: "25",
				displayName: "Role1234"
			});
			for (const value of [[{ value: text }], [{ value: "Reader" }, { value: "Writer" }]]) {
				const operation = {
					op: run.dialect.op("add"),
					path: "roles",
					value
				};
				await patchUser$1(step, account.id, [operation], "App roles are never provisioned; the user is without rights.");
				const { exchange, user } = await getUser$1(step, account.id);
				const kept = toArray(user.roles).map((role) => String(toObject(role).value));
				const wanted = value.map((role) => role.value);
				step.check(wanted.every((each) => kept.some((role) => role === each || each.includes(`"value":"${role}"`))), exchange, {
					expected: `roles with ${toExcerpt(wanted)}, as text or read`,
					received: toExcerpt(kept),
					consequence: "The role is gone, although the log says success."
				});
			}
			expectStatus(step, await patchUser$1(step, account.id, [{
				op: run.dialect.op("remove"),
				path: "roles"
			}], REFUSED$2), [200, 204], {
				what: "no roles",
				consequence: "A revoked role stays."
			});
		}
	}
];
/** `SingleAppRoleAssignment`: a filter on a string boolean, where nothing matches yet. */
async function addSingleRole(step, run, account) {
	const path = "roles[primary eq \"True\"].value";
	const consequence = "The single app role is never provisioned; the user is without rights.";
	await patchUser$1(step, account.id, [{
		op: run.dialect.op("replace"),
		path,
		value: "Admin"
	}], consequence);
	const { exchange, user } = await getUser$1(step, account.id);
	const roles = toArray(user.roles).map(toObject);
	step.check(roles.length === 1 && roles[0]?.value === "Admin" && roles[0].primary === true, exchange, {
		expected: "one role, Admin, with primary as the boolean true",
		received: toExcerpt(user.roles ?? "nothing"),
		consequence
	});
}
async function changeManager(step, account, operation, wanted) {
	await patchUser$1(step, account.id, [operation], REFUSED$2);
	await checkManager(step, account, wanted);
}
async function checkManager(step, account, wanted) {
	const { exchange, user } = await getUser$1(step, account.id);
	expectValue(step, exchange, "manager.value", {
		wanted,
		received: managerOf(user)
	}, wanted === void 0 ? "A manager who left is still shown." : REFUSED$2);
	const shape = toObject(user[ENTERPRISE_SCHEMA]).manager;
	step.check(wanted === void 0 || isJsonObject(shape), exchange, {
		expected: "manager as an object (RFC 7643 section 4.3)",
		received: toExcerpt(shape ?? "nothing"),
		consequence: "Whoever reads the user next cannot parse it."
	});
}
// ../../packages/idp-simulator/src/entra/steps/update.ts
const REFUSED$1 = "The update fails in every cycle; the application keeps the old profile.";
const updateSteps = [
	{
		id: "update-attributes",
		title: "Changed attributes are updated, and nothing else",
		async run(step, run) {
			const account = probe$1(step, run, "profile");
			const { user: before } = await getUser$1(step, account.id);
			const { after, exchange } = await write(step, run, account, "replace", {
				displayName: "Probe Renamed",
				title: "Tour Lead",
				preferredLanguage: "en-GB",
				"name.givenName": "Probine",
				"name.familyName": "Renamed",
				[`${ENTERPRISE_SCHEMA}:department`]: "Tour Operations",
				[`${ENTERPRISE_SCHEMA}:employeeNumber`]: "701984"
			});
			for (const name of [
				"userName",
				"externalId",
				"active"
			]) step.check(after[name] === before[name], exchange, {
				expected: `${name} untouched: ${toExcerpt(before[name])}`,
				received: toExcerpt(after[name] ?? "nothing"),
				consequence: "An update of one attribute wipes others (RFC 7644 section 3.5.2.3)."
			});
			checkSame(step, exchange, after, "emails[type eq \"work\"].value", account.person.email);
			checkSame(step, exchange, after, "name.formatted", account.person.displayName);
			const flat = [...Object.keys(after).filter((name) => name.includes(".") && !name.startsWith("urn:")), ...Object.keys(after).filter((name) => name.startsWith(`${ENTERPRISE_SCHEMA}:`))];
			step.check(flat.length === 0, exchange, {
				expected: "flat names read as paths",
				received: `attributes named ${flat.join(", ")}`,
				consequence: "The values land where nobody reads them."
			});
		}
	},
	{
		id: "update-username",
		title: "A user is renamed, and renamed back",
		async run(step, run) {
			const account = probe$1(step, run, "profile");
			const { userName } = account.person;
			await write(step, run, account, "replace", { userName: userName.replace(/^Probe/, "Renamed") });
			await write(step, run, account, "replace", { userName });
		}
	},
	{
		id: "typed-values",
		title: "Values of a type that is not there yet are created, one element per type",
		async run(step, run) {
			const account = probe$1(step, run, "profile");
			await write(step, run, account, "add", {
				"addresses[type eq \"work\"].streetAddress": "12 Harbour Row",
				"addresses[type eq \"work\"].locality": "Bergen",
				"addresses[type eq \"work\"].country": "Norway",
				"phoneNumbers[type eq \"mobile\"].value": "+1 (415) 123.4567"
			});
			const { after, exchange } = await write(step, run, account, "replace", {
				"addresses[type eq \"work\"].postalCode": "5003",
				"phoneNumbers[type eq \"work\"].value": "415-555 0100 x12",
				"emails[type eq \"other\"].value": "Probe.Other@Example.com"
			});
			for (const [attribute, types] of [
				["addresses", ["work"]],
				["phoneNumbers", ["mobile", "work"]],
				["emails", ["other", "work"]]
			]) {
				const received = toArray(after[attribute]).map((element) => toObject(element).type);
				step.check(received.toSorted().join() === types.join(), exchange, {
					expected: `${attribute}: one element each of type ${types.join(", ")}`,
					received: toExcerpt(received),
					consequence: "Each operation makes an element of its own, or replaces those of other types."
				});
			}
			checkSame(step, exchange, after, "addresses[type eq \"work\"].streetAddress", "12 Harbour Row");
			checkSame(step, exchange, after, "phoneNumbers[type eq \"mobile\"].value", "+1 (415) 123.4567");
		}
	},
	{
		id: "typed-values-change",
		title: "A value of one type changes, the others stay",
		async run(step, run) {
			const account = probe$1(step, run, "profile");
			const { before, after, exchange } = await write(step, run, account, "replace", {
				"emails[type eq \"work\"].value": `changed.${account.person.email}`,
				"name.familyName": "Changed"
			});
			step.check(ofType(after, "emails", "other").length === ofType(before, "emails", "other").length, exchange, {
				expected: "the e-mail addresses of other types untouched",
				received: toExcerpt(after.emails ?? "nothing"),
				consequence: "Addresses that Entra does not manage are lost."
			});
			await write(step, run, account, "replace", { "emails[type eq \"work\"].value": account.person.email });
		}
	},
	{
		id: "capital-sub-attributes",
		title: "Sub-attributes are known by capital names too",
		async run(step, run) {
			const account = probe$1(step, run, "profile");
			await patchUser$1(step, account.id, [{
				op: run.dialect.op("replace"),
				path: "emails[type eq \"work\"].Value",
				value: account.person.email
			}], REFUSED$1);
			const { exchange, user } = await getUser$1(step, account.id);
			checkSame(step, exchange, user, "emails[type eq \"work\"].value", account.person.email);
			const [email] = ofType(user, "emails", "work");
			step.check(email !== void 0 && !("Value" in email), exchange, {
				expected: "the sub-attribute value (RFC 7643 section 2.1: names are case-insensitive)",
				received: toExcerpt(email ?? "no such address"),
				consequence: "The value lands in an attribute of another name and is never used."
			});
		}
	},
	{
		id: "same-values-again",
		title: "The same values again change nothing",
		async run(step, run) {
			const account = probe$1(step, run, "profile");
			const { before, after } = await write(step, run, account, "replace", {
				displayName: "Probe Renamed",
				"emails[type eq \"work\"].value": account.person.email
			});
			if (versionOf$1(before) !== versionOf$1(after)) step.note("A write of the same values makes a new version; Entra does not mind, whoever follows changes does.");
		}
	}
];
/** Writes by the dialect of the run and reads everything back. */
async function write(step, run, account, op, values) {
	const { user: before } = await getUser$1(step, account.id);
	await patchUser$1(step, account.id, run.dialect.write(op, values), REFUSED$1);
	const { exchange, user: after } = await getUser$1(step, account.id);
	for (const [path, wanted] of Object.entries(values)) checkSame(step, exchange, after, path, wanted);
	return {
		before,
		after,
		exchange
	};
}
// ../../packages/idp-simulator/src/entra/steps/index.ts
/** In the order an admin meets them: connect, map, provision, update, disable, delete, groups. */
const entraSteps = [
	...connectionSteps,
	...discoverySteps,
	...provisionSteps$1,
	...lookupSteps$1,
	...updateSteps,
	...referenceSteps,
	...clearingSteps,
	...lifecycleSteps$1,
	...groupSteps,
	...memberSteps,
	...pagingSteps,
	cleanupStep$2
];
// ../../packages/idp-simulator/src/entra/validator.ts
/**
* The 25 checks of Microsoft's validator, each with the steps that send the same requests.
* https://github.com/AzureAD/SCIMReferenceCode/blob/master/Microsoft.SCIM.LogicAppValidationTemplate/StandardLogicApp/SCIM-Validation-Test-Overview.md
*/
const VALIDATOR_CHECKS = [
	[
		"Create_User_Test",
		"provision-probes",
		"lookup-username"
	],
	[
		"Update_User_Test",
		"update-attributes",
		"typed-values"
	],
	["Disable_User_Test", "disable-user"],
	["Delete_User_Test", "delete-user"],
	["User_Update_Manager_Test", "manager"],
	[
		"Restore_User_Test",
		"restore-user",
		"recreate-user"
	],
	[
		"POD_User_Test",
		"provision-probes",
		"lookup-username"
	],
	[
		"Create_Group_Test",
		"provision-groups",
		"group-lookup"
	],
	["Update_Group_Test", "group-rename"],
	["Delete_Group_Test", "group-delete"],
	["Group_Update_Add_Member_Test", "members-add"],
	["Group_Update_Remove_Member_Test", "members-remove"],
	[
		"POD_Group_Test",
		"provision-groups",
		"group-lookup"
	],
	["Restore_Group_Test", "group-delete"],
	["Schema_Discoverability_Test", "schemas"],
	[
		"SCIM_Null_Update_Test",
		"clear-by-empty-text",
		"clear-by-null",
		"clear-without-path"
	],
	[
		"SCIM_User_Create_Test",
		"provision-probes",
		"duplicate-user"
	],
	[
		"SCIM_User_Update_Test",
		"update-attributes",
		"update-username"
	],
	["SCIM_Group_Create_Test", "group-lookup"],
	["SCIM_Group_Update_Test", "group-rename"],
	["Validate_Credentials_Test"],
	["Federated_Identity_Test"],
	["SCIM_User_Pagination_Test", "page-users"],
	["SCIM_Group_Pagination_Test", "page-groups"],
	["SCIM_Update_Manager_Test", "manager"]
];
const OPTIONAL = [
	"Delete_User_Test",
	"Delete_Group_Test",
	"Restore_Group_Test",
	"SCIM_Group_Pagination_Test"
];
/** One failed step fails the check; without a step that ran it is skipped. */
function toValidatorChecks(reports) {
	return VALIDATOR_CHECKS.map(([name, ...steps]) => {
		const verdicts = reports.filter(({ id }) => steps.includes(id)).map(({ verdict }) => verdict);
		return {
			name,
			optional: OPTIONAL.includes(name),
			steps,
			verdict: toVerdict(verdicts)
		};
	});
}
function toVerdict(verdicts) {
	if (verdicts.includes("failed")) return "failed";
	return verdicts.includes("passed") ? "passed" : "skipped";
}
// ../../packages/idp-simulator/src/entra/simulate-entra.ts
const DEFAULTS$2 = {
	batchSize: 100,
	concurrency: 4,
	domain: "entra-simulation.example.com",
	runLabel: "sim",
	maxRetryWaitMs: 2e3
};
/**
* Provisions a population into a SCIM server as Microsoft Entra ID would, tries what Entra does afterwards, and reports
* a verdict per step and per check of Microsoft's validator. A second run with the same options meets the same people
* and must change nothing; the probes of a run are disabled and deleted at its end.
*
* Rejects only when `signal` aborts; a server that is wrong, or not there, is a report with `ok: false`.
*/
async function simulateEntra(options) {
	const settings = {
		...DEFAULTS$2,
		...withoutUndefined(options)
	};
	const { client, throttles, close } = connect(settings, toEntraHeaders);
	const run = {
		flag: options.flag,
		dialect: options.flag ? flagDialect : plainDialect,
		client,
		authorization: options.authorization,
		naming: {
			runLabel: settings.runLabel,
			domain: settings.domain
		},
		users: options.users,
		groups: options.groups,
		membersPerGroup: options.membersPerGroup ?? Math.max(1, Math.ceil(options.users / Math.max(1, options.groups))),
		batchSize: Math.max(1, settings.batchSize),
		concurrency: Math.max(1, settings.concurrency),
		accounts: [],
		probes: /* @__PURE__ */ new Map(),
		leftUsers: /* @__PURE__ */ new Set(),
		leftGroups: /* @__PURE__ */ new Set(),
		...emptyTally()
	};
	const startedAt = performance.now();
	try {
		const steps = await runSteps(entraSteps, run, {
			provider: "Entra",
			onProgress: options.onProgress
		});
		steps.push(toThrottleReport$1(client, throttles, "Entra slows down at every 429; where they last, the job goes into quarantine."));
		return {
			provider: "entra",
			flag: run.flag,
			validator: toValidatorChecks(steps),
			...toReportBase(run, steps, performance.now() - startedAt)
		};
	} finally {
		close();
	}
}
// ../../packages/idp-simulator/src/okta/bodies.ts
/** https://developer.okta.com/docs/api/openapi/okta-scim/guides/scim-20 "Create the User" */
function toCreateUserBody(person) {
	return {
		schemas: [USER_SCHEMA],
		userName: person.userName,
		name: {
			givenName: person.givenName,
			familyName: person.familyName
		},
		emails: [{
			primary: true,
			value: person.email,
			type: "work"
		}],
		displayName: person.displayName,
		locale: "en-US",
		externalId: person.externalId,
		groups: [],
		password: person.password,
		active: true
	};
}
/**
* What Okta PUTs after a GET: that very JSON, with the mapped attributes set and everything else as the server gave it,
* `id`, `meta` and `groups` included.
*/
function toMappedBody(current, person) {
	return {
		...current,
		userName: person.userName,
		name: {
			...toObject(current.name),
			givenName: person.givenName,
			familyName: person.familyName
		},
		emails: toMappedEmails(current.emails, person.email),
		displayName: person.displayName,
		locale: "en-US",
		externalId: person.externalId,
		groups: current.groups ?? []
	};
}
/** One address is mapped, the primary one; sub-attributes Okta does not map stay as the server gave them. */
function toMappedEmails(current, value) {
	const emails = toArray(current).map(toObject);
	const primary = emails.find((email) => email.primary === true) ?? emails[0];
	const mapped = {
		...primary,
		primary: true,
		value,
		type: "work"
	};
	return primary ? emails.map((email) => email === primary ? mapped : email) : [mapped];
}
function toPatchBody(operations) {
	return {
		schemas: [PATCH_SCHEMA],
		Operations: operations
	};
}
function toGroupBody$1(displayName, members, id) {
	return {
		schemas: [GROUP_SCHEMA],
		...id !== void 0 && { id },
		displayName,
		members
	};
}
/** No path, and the read-only id inside: sent after a create and with every membership change. */
function renameOperation(id, displayName) {
	return {
		op: "replace",
		value: {
			id,
			displayName
		}
	};
}
function addOperation(members) {
	return {
		op: "add",
		path: "members",
		value: members
	};
}
function removeOperation(memberId) {
	return {
		op: "remove",
		path: `members[value eq ${JSON.stringify(memberId)}]`
	};
}
function replaceMembersOperation(members) {
	return {
		op: "replace",
		path: "members",
		value: members
	};
}
// ../../packages/idp-simulator/src/okta/checks.ts
/**
* Whether the answer can be read by Okta at all. A page of a gateway or a plain-text error hides its cause: the admin
* reads "Invalid JSON: Unrecognized token …" instead.
*/
function checkReadable(step, exchange) {
	if (exchange.text === "") return true;
	const token = exchange.text.trim().split(/\s+/)[0] ?? "";
	if (!step.check(exchange.json !== void 0, exchange, {
		expected: "JSON",
		received: describeAnswer(exchange),
		consequence: `The task fails with "Errors reported by remote server: Invalid JSON: Unrecognized token '${toExcerpt(token, 40)}'", which hides the cause.`
	})) return false;
	const mediaType = (exchange.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
	const isJson = step.check(/[/+]json$/.test(mediaType), exchange, {
		expected: "Content-Type application/scim+json (RFC 7644 section 3.1)",
		received: mediaType === "" ? "no Content-Type" : mediaType,
		consequence: "Okta may refuse to parse an answer that does not say it is JSON."
	});
	if (isJson && mediaType !== "application/scim+json") step.note(`Answers say ${mediaType}; RFC 7644 section 3.1 wants application/scim+json. Okta reads both.`);
	return isJson;
}
function checkStatus(step, exchange, allowed, want) {
	const ok = step.check(allowed.includes(exchange.status), exchange, {
		expected: `${allowed.join(" or ")}: ${want.what}`,
		received: describeAnswer(exchange),
		consequence: want.consequence
	});
	return checkReadable(step, exchange) && ok;
}
/** RFC 7644 section 3.12: the Error schema, a string status, and a detail, which is what the admin reads. */
function checkScimError(step, exchange, status, want) {
	if (!checkStatus(step, exchange, [status], want)) return false;
	const body = toObject(exchange.json);
	const schemas = toArray(body.schemas);
	return step.check(schemas.includes("urn:ietf:params:scim:api:messages:2.0:Error") && body.status === String(status) && typeof body.detail === "string" && body.detail !== "", exchange, {
		expected: `schemas [${ERROR_SCHEMA}], status "${status}" as a string, and a detail`,
		received: exchange.text === "" ? "an empty body" : toExcerpt(exchange.text),
		consequence: "The admin sees a failure without its reason, and the published SPEC test of an OIN submission is red."
	});
}
/** The resources of a ListResponse, or undefined when Okta could not use it. */
function checkList(step, exchange, want) {
	if (!checkStatus(step, exchange, [200], want)) return void 0;
	const body = toObject(exchange.json);
	const hasShape = step.check(toArray(body.schemas).includes("urn:ietf:params:scim:api:messages:2.0:ListResponse") && Array.isArray(body.Resources), exchange, {
		expected: `a ListResponse with a Resources array, even when it is empty`,
		received: toExcerpt(exchange.text),
		consequence: "\"No results for users returned\" in the connection test; look-ups and imports fail in the same way."
	});
	let integers = true;
	for (const name of [
		"totalResults",
		"startIndex",
		"itemsPerPage"
	]) {
		const isInteger = step.check(Number.isInteger(body[name]), exchange, {
			expected: `${name} as a JSON integer`,
			received: `${name}: ${toExcerpt(body[name])}`,
			consequence: "Provisioning stops right after the look-up, with no reason in the log."
		});
		integers = integers && isInteger;
	}
	return hasShape && integers ? toArray(body.Resources).map(toObject) : void 0;
}
/** What Okta's SPEC test wants of every answer that holds a user. */
function checkUser(step, exchange, user, want = {}) {
	const name = toObject(user.name);
	const email = toObject(toArray(user.emails)[0]);
	const rows = [
		[
			"id as a string that is not empty",
			isText(user.id),
			user.id
		],
		[
			`schemas with ${USER_SCHEMA}`,
			toArray(user.schemas).includes(USER_SCHEMA),
			user.schemas
		],
		[
			"userName",
			isText(user.userName),
			user.userName
		],
		[
			"name.givenName",
			isText(name.givenName),
			user.name
		],
		[
			"name.familyName",
			isText(name.familyName),
			user.name
		],
		[
			"emails[0].value",
			isText(email.value),
			user.emails
		],
		[
			"active as a boolean",
			typeof user.active === "boolean",
			user.active
		],
		[
			"no password",
			!("password" in user),
			"a password"
		]
	];
	if (want.id !== void 0) rows.push([
		`id ${want.id}`,
		user.id === want.id,
		user.id
	]);
	if (want.userName !== void 0) rows.push([
		`userName ${want.userName}, letter for letter`,
		user.userName === want.userName,
		user.userName
	]);
	if (want.active !== void 0) rows.push([
		`active ${want.active}`,
		user.active === want.active,
		user.active
	]);
	let ok = true;
	for (const [expected, holds, received] of rows) ok = step.check(holds, exchange, {
		expected,
		received: toExcerpt(received ?? "nothing"),
		consequence: consequenceOf(expected)
	}) && ok;
	return ok;
}
function consequenceOf(expected) {
	if (expected.startsWith("userName ")) return "Okta sees another user name than it sent: drift on every import, and the SPEC test is red.";
	if (expected.startsWith("active ")) return "Okta shows the user in one state and the application holds another.";
	if (expected.startsWith("id")) return "Okta stores the id of the answer; without a stable one every later request misses the user.";
	if (expected === "no password") return "The application shows a secret to whoever can read users.";
	return "The SPEC test is red, and an import meets a user without a mandatory attribute.";
}
/** RFC 7643 section 4.2. Okta does not need the members in an answer to PATCH, but it needs the rest. */
function checkGroup(step, exchange, want) {
	const group = toObject(exchange.json);
	const ok = isText(group.id) && toArray(group.schemas).includes("urn:ietf:params:scim:schemas:core:2.0:Group") && isText(group.displayName) && (want.id === void 0 || group.id === want.id) && (want.displayName === void 0 || group.displayName === want.displayName);
	return step.check(ok, exchange, {
		expected: `a Group with ${want.id === void 0 ? "an id" : `id ${want.id}`} and displayName ${want.displayName ?? "set"}`,
		received: toExcerpt(exchange.text === "" ? "an empty body" : exchange.text),
		consequence: "The push group goes to Error, or keeps another name than in Okta."
	});
}
// ../../packages/idp-simulator/src/okta/dialect-catalogue.ts
/**
* Catalog apps: profiles by GET and PUT; activation, passwords and groups by PATCH.
* https://developer.okta.com/docs/api/openapi/okta-scim/guides/scim-20
*/
function createCatalogueDialect(options) {
	const { batchSize } = options;
	return {
		toLinkBody: toMappedBody,
		setActive: (step, id, active) => patchUser(step, id, { active }, "The user keeps access (or stays locked out) while Okta shows the opposite, or the task fails and lands in the list of manual deprovisionings."),
		setPassword: (step, id, password) => patchUser(step, id, { password }, "The password push fails."),
		toCreatedMembers: () => [],
		async fillGroup(step, group, members) {
			await patchGroup(step, group.id, [renameOperation(group.id, group.displayName)]);
			for (const batch of toBatches(members, batchSize)) await patchGroup(step, group.id, [addOperation(batch)]);
		},
		async changeMembers(step, group, change) {
			const operations = change.remove.map((member) => removeOperation(member.value));
			if (change.add.length > 0) operations.push(addOperation(change.add));
			await patchGroup(step, group.id, [renameOperation(group.id, group.displayName), ...operations]);
		},
		async pushNow(step, group, members) {
			await patchGroup(step, group.id, [replaceMembersOperation(members)]);
		},
		async rename(step, group, displayName) {
			await patchGroup(step, group.id, [renameOperation(group.id, displayName)]);
		}
	};
}
async function patchUser(step, id, value, consequence) {
	const exchange = await step.send({
		method: "PATCH",
		path: `/Users/${encodeURIComponent(id)}`,
		body: toPatchBody([{
			op: "replace",
			value
		}])
	});
	if (!checkStatus(step, exchange, [200, 204], {
		what: "the updated user. A replace without a path names its attributes in the value (RFC 7644 section 3.5.2.3)",
		consequence
	})) throw new StepStopped(`PATCH /Users/${id} failed`);
	if (exchange.status === 200) checkUser(step, exchange, toObject(exchange.json), { id });
}
async function patchGroup(step, id, operations) {
	const exchange = await step.send({
		method: "PATCH",
		path: `/Groups/${encodeURIComponent(id)}`,
		body: toPatchBody(operations)
	});
	if (!checkStatus(step, exchange, [200, 204], {
		what: "the group, or nothing",
		consequence: "The push group goes to Error. A 400 is permanent for Okta: the membership is never sent again."
	})) throw new StepStopped(`PATCH /Groups/${id} failed`);
	if (exchange.status === 200) checkGroup(step, exchange, { id });
}
function toBatches(members, size) {
	const batches = [];
	for (let start = 0; start < members.length; start += size) batches.push(members.slice(start, start + size));
	return batches;
}
// ../../packages/idp-simulator/src/okta/group-reads.ts
async function getGroup(step, id) {
	const exchange = await step.get(`/Groups/${encodeURIComponent(id)}`);
	if (!checkStatus(step, exchange, [200], {
		what: "the group with this id",
		consequence: "The push group goes to Error; the admin must unlink it and push again."
	})) throw new StepStopped(`GET /Groups/${id} failed`);
	checkGroup(step, exchange, { id });
	return toObject(exchange.json);
}
function toMembers(group) {
	return toArray(group.members).map(toObject).flatMap(({ value, display }) => isText(value) ? [{
		value,
		display: isText(display) ? display : null
	}] : []);
}
// ../../packages/idp-simulator/src/okta/requests.ts
/**
* The headers of requests captured from real orgs. A GET has no Content-Type; a DELETE has one although it has no body.
* https://github.com/oktadeveloper/okta-blog-archive/pull/1956
*/
function toOktaHeaders(request, authorization) {
	return {
		Accept: "application/scim+json",
		"Accept-Charset": "utf-8",
		"Accept-Encoding": "gzip,deflate",
		Authorization: authorization,
		Connection: "Keep-Alive",
		...request.method !== "GET" && { "Content-Type": "application/scim+json; charset=utf-8" },
		"User-Agent": "Okta SCIM Client 1.0.0"
	};
}
/** `filter=userName%20eq%20%22a%40b.c%22&startIndex=1&count=100`: a space is %20, never a plus. */
function toLookupPath(endpoint, attribute, value) {
	const filter = `${attribute} eq ${JSON.stringify(value)}`;
	return `/${endpoint}?filter=${encodeURIComponent(filter)}&startIndex=1&count=100`;
}
// ../../packages/idp-simulator/src/okta/users.ts
/** The look-up before a create. Okta takes a 404 for "nobody" as well as an empty list. */
async function lookUp$1(step, endpoint, attribute, value) {
	const exchange = await step.get(toLookupPath(endpoint, attribute, value));
	if (exchange.status === 404 && checkReadable(step, exchange)) {
		step.note("A look-up without a match answers 404; Okta accepts it, its SPEC test wants 200 with totalResults 0.");
		return {
			exchange,
			resources: []
		};
	}
	const resources = checkList(step, exchange, {
		what: "a ListResponse, empty when nothing matches",
		consequence: "The look-up fails, so the user or group is never provisioned."
	});
	if (!resources) throw new StepStopped("the look-up failed");
	return {
		exchange,
		resources
	};
}
async function getUser(step, id) {
	const exchange = await step.get(`/Users/${encodeURIComponent(id)}`);
	if (!checkStatus(step, exchange, [200], {
		what: "the user with this id",
		consequence: "Okta cannot read the user it provisioned; updates and deactivation fail until an admin unassigns and assigns again."
	})) throw new StepStopped(`GET /Users/${id} failed`);
	const user = toObject(exchange.json);
	checkUser(step, exchange, user, { id });
	return {
		exchange,
		user
	};
}
/** PUT of a whole user. The answer must be the updated user. */
async function putUser(step, id, body) {
	const exchange = await step.send({
		method: "PUT",
		path: `/Users/${encodeURIComponent(id)}`,
		body
	});
	if (!checkStatus(step, exchange, [200], {
		what: "the updated user. What GET returned must be acceptable to PUT, id, meta and groups included (RFC 7644 section 3.5.1)",
		consequence: "\"Automatic profile push of user … failed\": the application keeps the old profile."
	})) throw new StepStopped(`PUT /Users/${id} failed`);
	const user = toObject(exchange.json);
	checkUser(step, exchange, user, {
		id,
		...isText(body.userName) && { userName: body.userName }
	});
	return {
		exchange,
		user
	};
}
/** The Okta update: GET, change that very JSON, PUT it back. */
async function updateUser(step, id, change) {
	const { user: before } = await getUser(step, id);
	const { user: after, exchange } = await putUser(step, id, change(before));
	return {
		before,
		after,
		exchange
	};
}
/** Assignment in Okta: look up, then create, or link to what is there. */
async function provisionUser(step, run, person) {
	const { exchange, resources } = await lookUp$1(step, "Users", "userName", person.userName);
	step.check(resources.length <= 1, exchange, {
		expected: "at most one user",
		received: `${resources.length} users`,
		consequence: "The assignment fails: Okta cannot tell which account is meant."
	});
	const match = resources[0];
	if (!match) return createUser(step, person);
	checkUser(step, exchange, match);
	step.check(String(match.userName).toLowerCase() === person.userName.toLowerCase(), exchange, {
		expected: `the user named ${person.userName}`,
		received: toExcerpt(match.userName),
		consequence: "Okta links the new user to somebody else’s account and overwrites it."
	});
	if (!isText(match.id)) throw new StepStopped("the look-up gave a user without an id");
	return linkUser(step, run, person, match.id);
}
async function createUser(step, person) {
	const exchange = await step.send({
		method: "POST",
		path: "/Users",
		body: toCreateUserBody(person)
	});
	if (exchange.status === 409) {
		step.fail(exchange.request, {
			expected: "201: the look-up just said that nobody has this userName",
			received: describeAnswer(exchange),
			consequence: "The assignment fails with a conflict, now and at every retry: Okta cannot find the account that blocks it."
		});
		throw new StepStopped("409 after an empty look-up");
	}
	const ok = checkStatus(step, exchange, [201], {
		what: "the whole user, with its id",
		consequence: exchange.text === "" ? "\"Automatic provisioning of user … failed: Create new user returned empty user.\"" : "\"Automatic provisioning of user … to app … failed\"; the user has no account."
	});
	const user = toObject(exchange.json);
	if (ok && exchange.text === "") step.fail(exchange.request, {
		expected: "the whole user in the body",
		received: "an empty body",
		consequence: "\"Automatic provisioning of user … failed: Create new user returned empty user.\""
	});
	if (!ok || !isText(user.id)) throw new StepStopped(`create answered ${exchange.status}`);
	checkUser(step, exchange, user, {
		userName: person.userName,
		active: true
	});
	return {
		person,
		id: user.id,
		how: "created",
		versionChanged: false
	};
}
async function linkUser(step, run, person, id) {
	const { before, after, exchange } = await updateUser(step, id, (current) => run.dialect.toLinkBody(current, person));
	const versionChanged = versionOf(before) !== versionOf(after);
	if (after.active !== true) await run.dialect.setActive(step, id, true);
	step.check(after.externalId === void 0 || after.externalId === person.externalId, exchange, {
		expected: `externalId ${person.externalId}`,
		received: toExcerpt(after.externalId),
		consequence: "The account stays tied to another Okta user."
	});
	return {
		person,
		id,
		how: "linked",
		versionChanged
	};
}
function versionOf(resource) {
	const meta = toObject(resource.meta);
	return meta.version ?? meta.lastModified;
}
/** Exactly one user must answer to this name, in this state: the question Okta asks before it decides to create. */
async function checkFound(step, account, want) {
	const { exchange, resources } = await lookUp$1(step, "Users", "userName", want.userName ?? account.person.userName);
	const [user] = resources;
	if (!step.check(resources.length === 1 && user?.id === account.id, exchange, {
		expected: `exactly one user, id ${account.id}`,
		received: resources.length === 0 ? "nobody" : `ids ${resources.map((resource) => toExcerpt(resource.id)).join(", ")}`,
		consequence: want.consequence
	}) || !user) return false;
	return checkUser(step, exchange, user, {
		userName: account.person.userName,
		...want.active !== void 0 && { active: want.active }
	});
}
// ../../packages/idp-simulator/src/okta/dialect-wizard.ts
/**
* Apps of the App Integration Wizard never PATCH: users and groups are read and written back whole.
* https://github.com/Timothy-itayi/okta-iam-lifecycle-lab/blob/c7a131b5e9485df85572567f477218b1dffd16ed/evidence/03-scim/lifecycle-pairs.md
*/
const wizardDialect = {
	toLinkBody: (current, person) => ({
		...toMappedBody(current, person),
		active: true
	}),
	async setActive(step, id, active) {
		await updateUser(step, id, (current) => ({
			...current,
			active
		}));
	},
	async setPassword(step, id, password) {
		await updateUser(step, id, (current) => ({
			...current,
			password
		}));
	},
	toCreatedMembers: (members) => members,
	async fillGroup(step, group, members) {
		await putGroup(step, group, joinMembers(toMembers(await getGroup(step, group.id)), members));
	},
	async changeMembers(step, group, change) {
		await getGroup(step, group.id);
		await putGroup(step, group, change.members);
	},
	async pushNow(step, group, members) {
		await getGroup(step, group.id);
		await putGroup(step, group, members);
	},
	async rename(step, group, displayName, members) {
		await getGroup(step, group.id);
		await putGroup(step, {
			...group,
			displayName
		}, members);
	}
};
async function putGroup(step, group, members) {
	const body = toGroupBody$1(group.displayName, members, group.id);
	const exchange = await step.send({
		method: "PUT",
		path: `/Groups/${encodeURIComponent(group.id)}`,
		body
	});
	if (!checkStatus(step, exchange, [200, 204], {
		what: "the updated group",
		consequence: "The push group goes to Error. A 400 is permanent for Okta: the membership is never sent again."
	})) throw new StepStopped(`PUT /Groups/${group.id} failed`);
	if (exchange.status === 200) checkGroup(step, exchange, {
		id: group.id,
		displayName: group.displayName
	});
}
function joinMembers(current, wanted) {
	const known = new Set(current.map((member) => member.value));
	return [...current, ...wanted.filter((member) => !known.has(member.value))];
}
// ../../packages/idp-simulator/src/okta/rate-limit.ts
const RATE_LIMIT_STEP = {
	id: "rate-limits",
	title: "Rate limits tell Okta when to come back"
};
/**
* Judges every 429 of the run. Okta reads whole seconds only, doubles each further wait and stops at ten attempts.
* https://developer.okta.com/docs/concepts/scim/
*/
function toRateLimitStep(client, throttles, maxRetryWaitMs) {
	const step = new Step({
		...RATE_LIMIT_STEP,
		client
	});
	for (const { request, retryAfter, waitSeconds, attempt } of throttles) {
		if (parseRetryAfter(retryAfter) === void 0) step.fail(request, {
			expected: "Retry-After in whole seconds",
			received: retryAfter === void 0 ? "no Retry-After" : `Retry-After: ${retryAfter}`,
			consequence: `Okta cannot read it and pauses the task for 5 minutes, then twice as long each time.`
		});
		if (attempt === 10) step.fail(request, {
			expected: `an answer within 10 attempts`,
			received: `429 at the 10th attempt`,
			consequence: "Okta gives the task up; an admin has to retry it by hand."
		});
		if (waitSeconds * 1e3 > maxRetryWaitMs) step.note(`Waits were cut to ${maxRetryWaitMs} ms here; Okta would have waited in full.`);
	}
	step.note(throttles.length === 0 ? "No 429 was met." : `${throttles.length} answers were 429.`);
	return step;
}
// ../../packages/idp-simulator/src/okta/groups.ts
/** Group Push of one Okta group: look up by name, create or link, then the members. */
async function pushGroup(step, run, displayName, members) {
	const { exchange, resources } = await lookUp$1(step, "Groups", "displayName", displayName);
	step.check(resources.length <= 1, exchange, {
		expected: "at most one group of this name",
		received: `${resources.length} groups`,
		consequence: "The push cannot tell which group to link to and goes to Error."
	});
	const match = resources[0];
	if (match) {
		checkGroup(step, {
			...exchange,
			json: match,
			text: JSON.stringify(match)
		}, { displayName });
		if (!isText(match.id)) throw new StepStopped("the look-up gave a group without an id");
		const group = {
			id: match.id,
			displayName
		};
		const before = await getGroup(step, group.id);
		await run.dialect.fillGroup(step, group, members);
		const after = await getGroup(step, group.id);
		const versionChanged = versionOf(before) !== versionOf(after);
		return {
			...group,
			how: "linked",
			versionChanged
		};
	}
	const group = await createGroup(step, displayName, run.dialect.toCreatedMembers(members));
	await run.dialect.fillGroup(step, group, members);
	return {
		...group,
		how: "created",
		versionChanged: false
	};
}
async function createGroup(step, displayName, members) {
	const exchange = await step.send({
		method: "POST",
		path: "/Groups",
		body: toGroupBody$1(displayName, members)
	});
	const ok = checkStatus(step, exchange, [201], {
		what: "the group with its id",
		consequence: "The push group goes to Error and no member is ever sent."
	});
	const id = toObject(exchange.json).id;
	if (ok) checkGroup(step, exchange, { displayName });
	if (!ok || !isText(id)) throw new StepStopped(`POST /Groups answered ${exchange.status}`);
	return {
		id,
		displayName
	};
}
/** The truth is GET {id}: an answer to PATCH may leave the members out. */
async function checkMembers(step, group, wanted, want) {
	const body = await getGroup(step, group.id);
	const request = {
		method: "GET",
		path: `/Groups/${group.id}`
	};
	const shown = toMembers(body).map((member) => member.value).filter((value) => value !== want.ignore);
	const wantedIds = new Set(wanted.map((member) => member.value));
	const missing = [...wantedIds].filter((value) => !shown.includes(value));
	const extra = shown.filter((value) => !wantedIds.has(value));
	const repeated = shown.length - new Set(shown).size;
	const hasName = step.check(body.displayName === group.displayName, { request }, {
		expected: `displayName ${group.displayName}`,
		received: toExcerpt(body.displayName),
		consequence: "The group keeps another name than in Okta, although the push says success."
	});
	return step.check(missing.length === 0 && extra.length === 0 && repeated === 0, { request }, {
		expected: wantedIds.size === 0 ? "no members" : `${wantedIds.size} members`,
		received: `${shown.length} members: ${missing.length} missing${sample(missing)}, ${extra.length} too many${sample(extra)}, ${repeated} twice`,
		consequence: want.consequence
	}) && hasName;
}
async function deleteGroup(step, id) {
	const exchange = await step.send({
		method: "DELETE",
		path: `/Groups/${encodeURIComponent(id)}`
	});
	return step.check(exchange.status === 204, exchange, {
		expected: "204 without a body",
		received: describeAnswer(exchange),
		consequence: "Unlinking with \"Delete the group in the target app\" fails; the group stays."
	});
}
function toMember$1(account) {
	return {
		value: account.id,
		display: account.person.userName
	};
}
function sample(values) {
	return values.length === 0 ? "" : ` (${values.slice(0, 3).join(", ")}${values.length > 3 ? ", …" : ""})`;
}
// ../../packages/idp-simulator/src/okta/steps/cleanup.ts
/** Okta never deletes users, so the probes end as unassigned users do: deactivated, and found again by the next run. */
const cleanupStep$1 = {
	id: "cleanup",
	title: "Unlink the probe groups, unassign the probe users",
	async run(step, run) {
		await mapConcurrently([...run.probeGroups.keys()], run.concurrency, (id) => deleteGroup(step, id));
		run.probeGroups.clear();
		await mapConcurrently([...run.probes.values()], run.concurrency, async ({ id }) => {
			try {
				await run.dialect.setActive(step, id, false);
			} catch (error) {
				if (!(error instanceof StepStopped)) throw error;
			}
		});
	}
};
// ../../packages/idp-simulator/src/okta/steps/connection.ts
function toConnectionSteps(authorization) {
	return [
		{
			id: "connection",
			title: "Test connector configuration",
			async run(step, run) {
				const exchange = await step.get("/Users?startIndex=1&count=2").catch((error) => {
					run.refused = true;
					throw error;
				});
				const users = checkList(step, exchange, {
					what: "a ListResponse",
					consequence: exchange.status === 401 ? "\"Error authenticating: Unauthorized. Errors reported by remote server: …\"; the settings cannot be saved." : "The connection test fails; the settings cannot be saved."
				});
				run.refused = users === void 0;
				if (users === void 0) return;
				step.check(users.length <= 2, exchange, {
					expected: "at most 2 users, as count asks",
					received: `${users.length} users`,
					consequence: "Paging is ignored: imports of a large directory time out."
				});
			}
		},
		{
			id: "connection-groups",
			title: "Import Groups is ticked: list the groups",
			groups: true,
			async run(step) {
				checkList(step, await step.get("/Groups?startIndex=1&count=100"), {
					what: "a ListResponse",
					consequence: "The settings with Import Groups cannot be saved."
				});
			}
		},
		{
			id: "wrong-token",
			title: "A wrong token is refused with a SCIM error",
			async run(step) {
				for (const wrong of toWrongAuthorizations(authorization)) {
					const path = toLookupPath("Users", "userName", "nobody");
					checkScimError(step, await step.send({
						method: "GET",
						path,
						authorization: wrong
					}), 401, {
						what: "a SCIM error",
						consequence: "A mistyped token is not told to the admin, and the SPEC test is red."
					});
				}
			}
		},
		{
			id: "unknown-id",
			title: "An unknown id answers 404 with a SCIM error",
			async run(step) {
				for (const id of ["010101001010101011001010101011", "00919288221112222"]) checkScimError(step, await step.get(`/Users/${id}`), 404, {
					what: "a SCIM error",
					consequence: "Okta cannot tell that an account is gone, and the SPEC test is red."
				});
			}
		},
		{
			id: "no-match",
			title: "A look-up of nobody answers an empty list",
			async run(step, run) {
				const exchange = await step.get(toLookupPath("Users", "userName", toStrangerName(run.naming)));
				const users = checkList(step, exchange, {
					what: "an empty ListResponse",
					consequence: "The SPEC test is red. Anything but an empty list or a 404 stops the create that would follow."
				});
				if (!users) return;
				step.check(toObject(exchange.json).totalResults === 0 && users.length === 0, exchange, {
					expected: "totalResults 0 and no resources",
					received: `totalResults ${String(toObject(exchange.json).totalResults)}, ${users.length} resources`,
					consequence: "Okta links the new user to somebody else’s account and overwrites it."
				});
			}
		}
	];
}
/** The SPEC test's literal, and a wrong secret in the app's own scheme. */
function toWrongAuthorizations(authorization) {
	if (authorization.kind !== "basic") return ["non-token", toAuthorizationHeader({
		kind: "bearer",
		token: "non-token"
	})];
	return ["non-token", toAuthorizationHeader({
		...authorization,
		password: "non-password"
	})];
}
/** First row of the SPEC test; it needs a user, so it runs once there is one. */
const specListStep = {
	id: "first-user",
	title: "The first user of the list is complete",
	async run(step) {
		const exchange = await step.get("/Users?count=1&startIndex=1");
		const users = checkList(step, exchange, {
			what: "a ListResponse",
			consequence: "The SPEC test is red."
		});
		if (!users) return;
		const [user] = users;
		if (step.check(users.length === 1, exchange, {
			expected: "one user, as count asks",
			received: `${users.length} users`,
			consequence: "The SPEC test is red; an import by pages loses or repeats people."
		}) && user) checkUser(step, exchange, user);
	}
};
// ../../packages/idp-simulator/src/okta/run.ts
/** The account a check works on; without it the step is skipped, because an earlier step tells why. */
function probe(step, run, name) {
	return run.probes.get(name) ?? step.skip(`The probe user "${name}" could not be provisioned.`);
}
/** For a step that only one kind of app does. */
function onlyIn(app) {
	return (run) => run.app === app ? void 0 : `Only ${app} apps send this.`;
}
// ../../packages/idp-simulator/src/okta/probe-groups.ts
/** A newly pushed group for one check. What an interrupted run left under the name is deleted first. */
async function freshGroup$1(step, run, name, members) {
	const displayName = toProbeGroupName(run.naming, name);
	await deleteLeftover(step, displayName);
	const group = rememberGroup(run, await createGroup(step, displayName, run.dialect.toCreatedMembers(members)));
	await run.dialect.fillGroup(step, group, members);
	return group;
}
async function deleteLeftover(step, displayName) {
	const { resources } = await lookUp$1(step, "Groups", "displayName", displayName);
	for (const { id } of resources) if (isText(id)) await deleteGroup(step, id);
}
function rememberGroup(run, group) {
	run.probeGroups.set(group.id, group);
	return group;
}
function probeMembers(step, run, count) {
	return Array.from({ length: count }, (_, n) => toMember$1(probe(step, run, `member-${n + 1}`)));
}
/** A member that names nobody, in the style of the server's own ids so that it is read as an id at all. */
function ghostMember(known) {
	const value = /^\d+$/.test(known.value) ? `${known.value}00919288` : known.value.replace(/[0-9a-f]{8}/i, "00919288");
	return {
		value: value === known.value ? "00919288-2211-4222-8000-000000000000" : value,
		display: "gone@example.com"
	};
}
// ../../packages/idp-simulator/src/okta/steps/group-membership.ts
const LOST = "Okta shows the push as successful, and the application does not have these members.";
const KEPT = "Okta shows the push as successful, and the removed user keeps what the group grants.";
const groupMembershipSteps = [
	{
		id: "group-push-new",
		title: "Push a new group",
		groups: true,
		async run(step, run) {
			const [a, b, c, d] = probeMembers(step, run, 4);
			const group = await freshGroup$1(step, run, "new", [
				a,
				b,
				c,
				d
			]);
			await checkMembers(step, group, [
				a,
				b,
				c,
				d
			], { consequence: LOST });
			const { exchange, resources } = await lookUp$1(step, "Groups", "displayName", group.displayName);
			step.check(resources.length === 1 && resources[0]?.id === group.id, exchange, {
				expected: `exactly the group ${group.id}`,
				received: `${resources.length} groups`,
				consequence: "The next push does not find the group and creates it again, or meets a conflict."
			});
		}
	},
	{
		id: "group-members-change",
		title: "Members are added and removed",
		groups: true,
		async run(step, run) {
			const [a, b, c, d, e] = probeMembers(step, run, 5);
			const group = await freshGroup$1(step, run, "change", [
				a,
				b,
				c
			]);
			await run.dialect.changeMembers(step, group, {
				members: [c, d],
				add: [d],
				remove: [a, b]
			});
			await checkMembers(step, group, [c, d], { consequence: KEPT });
			await run.dialect.changeMembers(step, group, {
				members: [d, e],
				add: [e],
				remove: [c]
			});
			await checkMembers(step, group, [d, e], { consequence: KEPT });
		}
	},
	{
		id: "group-members-repeat",
		title: "A change that is sent twice changes nothing the second time",
		skip: onlyIn("catalogue"),
		groups: true,
		async run(step, run) {
			const [a, b, c] = probeMembers(step, run, 3);
			const group = await freshGroup$1(step, run, "repeat", [a, b]);
			const consequence = "Okta repeats a request whose answer was lost; a refusal leaves the push group in Error.";
			for (const _ of [1, 2]) await patchGroup(step, group.id, [removeOperation(a.value), addOperation([b, c])]);
			await checkMembers(step, group, [b, c], { consequence });
		}
	},
	{
		id: "group-members-return",
		title: "A removed member can be added again",
		groups: true,
		async run(step, run) {
			const [a, b] = probeMembers(step, run, 2);
			const group = await freshGroup$1(step, run, "return", [a, b]);
			await run.dialect.changeMembers(step, group, {
				members: [b],
				add: [],
				remove: [a]
			});
			await checkMembers(step, group, [b], { consequence: KEPT });
			await run.dialect.changeMembers(step, group, {
				members: [b, a],
				add: [a],
				remove: []
			});
			await checkMembers(step, group, [a, b], { consequence: LOST });
		}
	},
	{
		id: "group-push-now",
		title: "“Push now” replaces all members",
		groups: true,
		async run(step, run) {
			const [a, b, c] = probeMembers(step, run, 3);
			const group = await freshGroup$1(step, run, "now", [a, b]);
			await run.dialect.pushNow(step, group, [b, c]);
			await checkMembers(step, group, [b, c], { consequence: KEPT });
		}
	},
	{
		id: "group-push-empty",
		title: "“Push now” of an empty group leaves no members",
		groups: true,
		async run(step, run) {
			const [a, b] = probeMembers(step, run, 2);
			const group = await freshGroup$1(step, run, "empty", []);
			await checkMembers(step, group, [], { consequence: "The push of an empty group invents members." });
			await run.dialect.pushNow(step, group, [a, b]);
			await run.dialect.pushNow(step, group, []);
			await checkMembers(step, group, [], { consequence: KEPT });
			if (run.app === "wizard") return;
			await run.dialect.pushNow(step, group, [a, b]);
			const value = {
				id: group.id,
				displayName: group.displayName,
				members: []
			};
			await patchGroup(step, group.id, [{
				op: "replace",
				value
			}]);
			await checkMembers(step, group, [], { consequence: KEPT });
		}
	},
	{
		id: "group-rename",
		title: "A renamed group keeps its members",
		groups: true,
		async run(step, run) {
			const [a, b] = probeMembers(step, run, 2);
			const group = await freshGroup$1(step, run, "rename", [a, b]);
			const renamed = {
				...group,
				displayName: `${group.displayName} renamed`
			};
			await deleteLeftover(step, renamed.displayName);
			const members = [a, b].map(({ value }) => ({
				value,
				display: null
			}));
			await run.dialect.rename(step, group, renamed.displayName, members);
			await checkMembers(step, renamed, [a, b], { consequence: "The group loses its members, or keeps its old name, while Okta shows success." });
		}
	},
	{
		id: "group-push-again",
		title: "The same push a second time, under the group’s own name",
		groups: true,
		async run(step, run) {
			const [a, b] = probeMembers(step, run, 2);
			const group = await freshGroup$1(step, run, "again", [a, b]);
			for (const _ of [1, 2]) await run.dialect.rename(step, group, group.displayName, [a, b]);
			await run.dialect.pushNow(step, group, [a, b]);
			await checkMembers(step, group, [a, b], { consequence: LOST });
		}
	},
	{
		id: "group-link",
		title: "Linking to an existing group keeps the members it had",
		groups: true,
		async run(step, run) {
			const [a, b] = probeMembers(step, run, 2);
			const existing = await freshGroup$1(step, run, "link", [a]);
			await checkMembers(step, {
				...await pushGroup(step, run, existing.displayName, [b]),
				id: existing.id
			}, [a, b], { consequence: "Linking a push group throws out the members that the application had." });
		}
	}
];
// ../../packages/idp-simulator/src/okta/steps/group-trouble.ts
/** Membership changes seen in one PATCH. https://github.com/ory/polis/pull/4080 */
const LARGE_BATCH = 256;
const UNKNOWN = "One user the application does not know stops, or empties, the whole push group; a 400 is never repeated, a 500 for ever.";
const groupTroubleSteps = [
	{
		id: "group-unknown-member",
		title: "A member the server does not know neither stops a push nor costs the others",
		groups: true,
		async run(step, run) {
			const [a, b, c] = probeMembers(step, run, 3);
			const ghost = ghostMember(a);
			const want = {
				consequence: UNKNOWN,
				ignore: ghost.value
			};
			if (run.app === "wizard") {
				const group = await freshGroup$1(step, run, "unknown", [a]);
				await putGroup(step, group, [
					a,
					ghost,
					b
				]);
				await checkMembers(step, group, [a, b], want);
				const name = toProbeGroupName(run.naming, "unknown from the start");
				await deleteLeftover(step, name);
				await checkMembers(step, rememberGroup(run, await createGroup(step, name, [ghost, c])), [c], want);
				return;
			}
			const group = await freshGroup$1(step, run, "unknown", [a]);
			await patchGroup(step, group.id, [addOperation([ghost, b])]);
			await checkMembers(step, group, [a, b], want);
			await patchGroup(step, group.id, [replaceMembersOperation([
				a,
				ghost,
				c
			])]);
			await checkMembers(step, group, [a, c], want);
			await patchGroup(step, group.id, [removeOperation(ghost.value)]);
			await checkMembers(step, group, [a, c], want);
		}
	},
	{
		id: "group-concurrent",
		title: "Parallel changes of one group lose no member",
		skip: onlyIn("catalogue"),
		groups: true,
		async run(step, run) {
			const members = probeMembers(step, run, 8);
			const group = await freshGroup$1(step, run, "concurrent", []);
			const consequence = "Changes that arrive together overwrite each other: users miss access although Okta shows success.";
			const width = Math.max(4, run.concurrency);
			await mapConcurrently(members, width, (member) => patchGroup(step, group.id, [addOperation([member])]));
			await checkMembers(step, group, members, { consequence });
			const [gone, stay] = [members.slice(0, 4), members.slice(4)];
			await mapConcurrently(gone, width, (member) => patchGroup(step, group.id, [removeOperation(member.value)]));
			await checkMembers(step, group, stay, { consequence });
		}
	},
	{
		id: "group-large-batch",
		title: `Up to ${LARGE_BATCH} members in one request`,
		groups: true,
		async run(step, run) {
			const members = run.accounts.slice(0, LARGE_BATCH).map(toMember$1);
			if (members.length === 0) step.skip("There are no users to push.");
			const group = await freshGroup$1(step, run, "large", members.slice(0, 3));
			if (run.app === "wizard") await putGroup(step, group, members);
			else await patchGroup(step, group.id, [addOperation(members)]);
			await checkMembers(step, group, members, { consequence: "A large batch times out at a gateway and is sent again and again, or leaves some of its members out." });
			step.note(`${members.length} members in the request.`);
		}
	},
	{
		id: "group-unlink",
		title: "Unlinking deletes the group; its users stay",
		groups: true,
		async run(step, run) {
			const [a] = probeMembers(step, run, 1);
			const group = await freshGroup$1(step, run, "unlink", [a]);
			if (!await deleteGroup(step, group.id)) return;
			run.probeGroups.delete(group.id);
			checkScimError(step, await step.get(`/Groups/${encodeURIComponent(group.id)}`), 404, {
				what: "a SCIM error: the group is gone",
				consequence: "A group deleted from Okta stays in the application."
			});
			const { exchange, resources } = await lookUp$1(step, "Groups", "displayName", group.displayName);
			step.check(resources.length === 0, exchange, {
				expected: "no group of that name",
				received: `${resources.length}: ${toExcerpt(resources[0]?.id)}`,
				consequence: "Pushing the group again links to one that is gone."
			});
			const { exchange: read, user } = await getUser(step, a.value);
			step.check(user.active === true, read, {
				expected: "an active user",
				received: `active ${toExcerpt(user.active)}`,
				consequence: "Unlinking a group locks its users out."
			});
		}
	}
];
// ../../packages/idp-simulator/src/okta/steps/import.ts
/** Okta's page size is a constant, and it steps by it whatever comes back. */
const PAGE$1 = 100;
/** An import reads pages until totalResults; a server whose total keeps growing must not hold it for ever. */
const MAX_PAGES$1 = 1e4;
const importSteps = [{
	id: "import-users",
	title: "Import all users, page by page",
	async run(step, run) {
		const expected = new Map([...run.accounts, ...run.probes.values()].map((account) => [account.id, account.person.userName]));
		const first = await readAll(step, "Users", (exchange, user) => {
			const userName = expected.get(String(user.id));
			if (userName !== void 0) checkUser(step, exchange, user, { userName });
		});
		checkNoneMissing(step, "Users", first, [...expected.keys()]);
		checkSameOrder(step, "Users", first, await readAll(step, "Users"));
	}
}, {
	id: "import-groups",
	title: "Import all groups, page by page",
	groups: true,
	async run(step, run) {
		const first = await readAll(step, "Groups");
		checkNoneMissing(step, "Groups", first, run.mainGroups.map((group) => group.id));
		checkSameOrder(step, "Groups", first, await readAll(step, "Groups"));
	}
}];
async function readAll(step, endpoint, look) {
	const ids = [];
	let total;
	for (let page = 0; page < MAX_PAGES$1; page += 1) {
		const startIndex = page * PAGE$1 + 1;
		const exchange = await step.get(`/${endpoint}?startIndex=${startIndex}&count=${PAGE$1}`);
		const resources = checkList(step, exchange, {
			what: "a page",
			consequence: "The import fails."
		});
		if (!resources) return {
			ids,
			complete: false
		};
		const { totalResults, startIndex: answered } = toObject(exchange.json);
		total ??= Number(totalResults);
		step.check(totalResults === total, exchange, {
			expected: `totalResults ${total}, as on the first page`,
			received: toExcerpt(totalResults),
			consequence: "The import ends too early, or never."
		});
		step.check(answered === startIndex, exchange, {
			expected: `startIndex ${startIndex}`,
			received: toExcerpt(answered),
			consequence: "The import reads the same page again."
		});
		const wanted = Math.max(0, Math.min(PAGE$1, total - startIndex + 1));
		step.check(resources.length === wanted, exchange, {
			expected: `${wanted} resources`,
			received: `${resources.length}`,
			consequence: "Okta goes on by 100 whatever comes back, so people are skipped or read twice."
		});
		for (const resource of resources) {
			if (isText(resource.id)) ids.push(resource.id);
			else step.fail(exchange.request, {
				expected: "an id as a string",
				received: toExcerpt(resource.id),
				consequence: "The import fails."
			});
			look?.(exchange, resource);
		}
		step.progress(ids.length, total);
		if (startIndex + PAGE$1 > total) break;
	}
	return {
		ids,
		complete: true
	};
}
function checkNoneMissing(step, endpoint, imported, expected) {
	const request = {
		method: "GET",
		path: `/${endpoint}?startIndex=1&count=${PAGE$1}`
	};
	const distinct = new Set(imported.ids);
	step.check(distinct.size === imported.ids.length, { request }, {
		expected: "every resource once",
		received: `${imported.ids.length - distinct.size} on two pages`,
		consequence: "The import counts people twice and misses others."
	});
	const missing = imported.complete ? expected.filter((id) => !distinct.has(id)) : [];
	step.check(missing.length === 0, { request }, {
		expected: `all ${expected.length} that were provisioned`,
		received: `${missing.length} missing, ${toExcerpt(missing.slice(0, 3))}`,
		consequence: "The import reports people as removed although they are there."
	});
}
function checkSameOrder(step, endpoint, first, second) {
	const request = {
		method: "GET",
		path: `/${endpoint}?startIndex=1&count=${PAGE$1}`
	};
	const differs = first.ids.findIndex((id, index) => id !== second.ids[index]);
	step.check(first.ids.length === second.ids.length && differs === -1, { request }, {
		expected: "the same resources in the same order a second time",
		received: differs === -1 ? `${second.ids.length} instead of ${first.ids.length}` : `another resource at ${differs + 1}`,
		consequence: "Okta requires a stable order: otherwise pages overlap and an import loses people."
	});
}
// ../../packages/idp-simulator/src/okta/steps/lifecycle.ts
const NAME = "lifecycle";
const lifecycleSteps = [
	{
		id: "deactivate-user",
		title: "Deactivate a user",
		async run(step, run) {
			const account = probe(step, run, NAME);
			await run.dialect.setActive(step, account.id, false);
			await checkActive(step, account, false);
		}
	},
	{
		id: "find-inactive",
		title: "The inactive user is still found by its userName",
		async run(step, run) {
			await checkFound(step, probe(step, run, NAME), {
				active: false,
				consequence: "At the next assignment Okta does not find the account and creates it again: a second account, or a conflict for ever."
			});
		}
	},
	{
		id: "reactivate-user",
		title: "Reactivate: same id, same profile",
		async run(step, run) {
			const account = probe(step, run, NAME);
			const { user: before } = await getUser(step, account.id);
			await run.dialect.setActive(step, account.id, true);
			const { exchange, user: after } = await checkActive(step, account, true);
			for (const name of [
				"userName",
				"name",
				"emails",
				"displayName",
				"externalId"
			]) step.check(isEqualJson(before[name], after[name]), exchange, {
				expected: `${name} as before: ${toExcerpt(before[name])}`,
				received: toExcerpt(after[name]),
				consequence: "A reactivated user comes back with a damaged profile."
			});
		}
	},
	{
		id: "reprovision-user",
		title: "Unassign, then assign again: the inactive account is taken over",
		async run(step, run) {
			const account = probe(step, run, NAME);
			await run.dialect.setActive(step, account.id, false);
			const { resources } = await lookUp$1(step, "Users", "userName", account.person.userName);
			if (resources.length === 0) return createdAgain(step, account);
			const again = await provisionUser(step, run, account.person);
			const { exchange } = await checkActive(step, again, true);
			step.check(again.id === account.id, exchange, {
				expected: `id ${account.id}`,
				received: again.id,
				consequence: "The returning user gets another account and loses what belonged to the first."
			});
		}
	}
];
/** What Okta does when the look-up hides the inactive account. */
async function createdAgain(step, account) {
	const exchange = await step.send({
		method: "POST",
		path: "/Users",
		body: toCreateUserBody(account.person)
	});
	step.fail(exchange.request, {
		expected: "no create at all: the look-up must find the inactive account",
		received: describeAnswer(exchange),
		consequence: exchange.status === 201 ? "The returning user gets a second account and loses what belonged to the first." : "The assignment fails with a conflict, now and at every retry: the account exists and cannot be found."
	});
}
async function checkActive(step, account, active) {
	const read = await getUser(step, account.id);
	step.check(read.user.active === active, read.exchange, {
		expected: `active ${active}`,
		received: `active ${toExcerpt(read.user.active)}`,
		consequence: active ? "The assignment says success and the user stays locked out." : "Okta shows the user as deprovisioned and the user keeps access."
	});
	return read;
}
// ../../packages/idp-simulator/src/okta/steps/lookup.ts
const SAMPLE = 20;
const lookupSteps = [
	{
		id: "lookup-exact",
		title: "A look-up by userName finds exactly the user with that userName",
		async run(step, run) {
			const accounts = [...run.probes.values(), ...run.accounts.slice(0, SAMPLE)];
			if (accounts.length === 0) step.skip("Nobody was provisioned.");
			await mapConcurrently(accounts, run.concurrency, (account) => checkFound(step, account, {
				active: true,
				consequence: "Okta does not find the account it made: the next assignment creates it again and meets a conflict, and deprovisioning misses the user."
			}));
			const { person } = probe(step, run, "lookup");
			const { exchange, resources } = await lookUp$1(step, "Users", "userName", person.email);
			step.check(resources.length === 0, exchange, {
				expected: `nobody: ${person.email} is an e-mail address, not a userName`,
				received: `${resources.length} users`,
				consequence: "The look-up answers for another attribute than userName; Okta links the wrong accounts."
			});
		}
	},
	{
		id: "lookup-capitals",
		title: "The look-up ignores the case of the userName",
		async run(step, run) {
			const account = probe(step, run, "lookup");
			await checkFound(step, account, {
				userName: account.person.userName.toUpperCase(),
				consequence: "A user whose name is written in another case in Okta gets a conflict instead of a link (RFC 7643 section 4.1.1: userName is not caseExact)."
			});
		}
	},
	{
		id: "duplicate-user",
		title: "Creating a user twice answers 409 with a SCIM error",
		async run(step, run) {
			const { person } = probe(step, run, "lookup");
			checkScimError(step, await step.send({
				method: "POST",
				path: "/Users",
				body: toCreateUserBody(person)
			}), 409, {
				what: "a SCIM error",
				consequence: "A duplicate is not recognised; the error badge on the assignment stays without a reason."
			});
		}
	},
	{
		id: "user-race",
		title: "Parallel creates of one user make one user",
		async run(step, run) {
			const person = toProbe(run.naming, "race");
			const { resources } = await lookUp$1(step, "Users", "userName", person.userName);
			const exists = resources.length > 0;
			if (exists) step.note("The user is there from an earlier run, so every create must answer 409.");
			const attempts = Array.from({ length: Math.max(2, run.concurrency) });
			const exchanges = await mapConcurrently(attempts, attempts.length, () => step.send({
				method: "POST",
				path: "/Users",
				body: toCreateUserBody(person)
			}));
			const winners = exchanges.filter((exchange) => exchange.status === 201);
			for (const exchange of exchanges.filter((each) => each.status !== 201)) checkScimError(step, exchange, 409, {
				what: "a SCIM error for whoever comes second, never a 5xx",
				consequence: "Assignments that arrive together leave users in Error with \"Bad Gateway\" or an unreadable answer."
			});
			const [first] = exchanges;
			if (!first) return;
			step.check(winners.length === (exists ? 0 : 1), first, {
				expected: exists ? "no 201" : "exactly one 201",
				received: exchanges.map((exchange) => exchange.status).join(", "),
				consequence: "The application holds the same person twice."
			});
			const found = await lookUp$1(step, "Users", "userName", person.userName);
			const id = found.resources[0]?.id;
			step.check(found.resources.length === 1, found.exchange, {
				expected: "one user afterwards",
				received: `${found.resources.length} users`,
				consequence: "The application holds the same person twice, or not at all."
			});
			if (typeof id === "string") run.probes.set("race", {
				person,
				id
			});
		}
	}
];
// ../../packages/idp-simulator/src/okta/steps/profile.ts
const profileSteps = [
	{
		id: "update-user",
		title: "Update a profile: GET, then PUT of what came with one change",
		async run(step, run) {
			const { id, person } = probe(step, run, "lifecycle");
			let familyName = "";
			await updateUser(step, id, (current) => {
				const name = toObject(current.name);
				familyName = name.familyName === person.familyName ? `${person.familyName}-Married` : person.familyName;
				return {
					...current,
					name: {
						...name,
						familyName
					}
				};
			});
			const { exchange, user } = await getUser(step, id);
			step.check(toObject(user.name).familyName === familyName, exchange, {
				expected: `familyName ${familyName}`,
				received: toExcerpt(toObject(user.name).familyName),
				consequence: "The profile push says success and the application keeps the old name."
			});
		}
	},
	{
		id: "clear-attributes",
		title: "Cleared attributes are accepted as \"\" and as null",
		async run(step, run) {
			const { id } = probe(step, run, "lifecycle");
			for (const empty of ["", null]) {
				await updateUser(step, id, (current) => ({
					...current,
					title: "Account Executive",
					nickName: "Nick"
				}));
				await updateUser(step, id, (current) => ({
					...current,
					title: empty,
					nickName: empty,
					name: {
						...toObject(current.name),
						middleName: empty
					}
				}));
				const { exchange, user } = await getUser(step, id);
				for (const name of ["title", "nickName"]) step.check(user[name] === void 0 || user[name] === null || user[name] === "", exchange, {
					expected: `${name} gone after ${JSON.stringify(empty)}`,
					received: toExcerpt(user[name]),
					consequence: "A value removed in Okta stays in the application."
				});
			}
		}
	},
	{
		id: "full-profile",
		title: "Every attribute of Okta’s SCIM profile is accepted",
		async run(step, run) {
			const { id } = probe(step, run, "profile");
			const profile = toFullProfile();
			await updateUser(step, id, (current) => ({
				...current,
				...profile,
				name: {
					...toObject(current.name),
					middleName: "Q",
					honorificPrefix: "Dr.",
					honorificSuffix: "III"
				},
				schemas: [.../* @__PURE__ */ new Set([...toArray(current.schemas), ENTERPRISE_SCHEMA])]
			}));
			const { user } = await getUser(step, id);
			const lost = Object.keys(profile).filter((name) => user[name] === void 0);
			const enterprise = toObject(user[ENTERPRISE_SCHEMA]);
			const sent = Object.keys(toObject(profile[ENTERPRISE_SCHEMA]));
			lost.push(...sent.filter((name) => "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User" in user && enterprise[name] === void 0));
			if (lost.length > 0) step.note(`Accepted but not kept: ${lost.join(", ")}. Okta does not notice.`);
		}
	},
	{
		id: "password-sync",
		title: "Password sync is accepted and the password never comes back",
		async run(step, run) {
			const { id, person } = probe(step, run, "lifecycle");
			await run.dialect.setPassword(step, id, `${person.password}-Aa1!`);
			await getUser(step, id);
		}
	}
];
function toFullProfile() {
	return {
		nickName: "Pro",
		profileUrl: "https://example.com/people/probe",
		title: "Account Executive",
		userType: "Employee",
		preferredLanguage: "en",
		timezone: "America/Los_Angeles",
		phoneNumbers: [{
			primary: true,
			type: "work",
			value: "415.123.4567"
		}],
		addresses: [{
			primary: true,
			type: "work",
			streetAddress: "100 First St",
			locality: "San Francisco",
			region: "CA",
			postalCode: "94105",
			country: "US"
		}],
		[ENTERPRISE_SCHEMA]: {
			employeeNumber: "1001",
			costCenter: "CC-7",
			organization: "Lantern Field",
			division: "Retail",
			department: "Sales",
			manager: {
				value: "manager@example.com",
				displayName: "Mona Manager"
			}
		}
	};
}
// ../../packages/idp-simulator/src/okta/steps/provision.ts
/** When nothing at all works, a thousand more tries tell nothing new. */
const HOPELESS_AFTER = 25;
/** Users of single checks, and eight to be members of groups. */
const PROBE_NAMES = [
	"lifecycle",
	"profile",
	"lookup",
	...Array.from({ length: 8 }, (_, n) => `member-${n + 1}`)
];
const provisionSteps = [{
	id: "provision-users",
	title: "Assign the users: look up, then create or link",
	async run(step, run) {
		const people = Array.from({ length: run.users }, (_, n) => toPerson(run.naming, n));
		for (const account of await provisionAll(step, run, people)) {
			run.accounts.push(account);
			run[account.how].users += 1;
			if (account.versionChanged) run.versionsChanged += 1;
		}
	}
}, {
	id: "provision-probes",
	title: "Assign a few users for the checks below; those of an earlier run are reactivated",
	async run(step, run) {
		const people = PROBE_NAMES.map((name) => toProbe(run.naming, name));
		for (const account of await provisionAll(step, run, people)) run.probes.set(account.person.familyName, account);
	}
}];
async function provisionAll(step, run, people) {
	const provisioned = [];
	let tried = 0;
	return (await mapConcurrently(people, run.concurrency, async (person) => {
		if (tried >= HOPELESS_AFTER && provisioned.length === 0) return void 0;
		const account = await provisionUser(step, run, person).catch(unlessStopped);
		tried += 1;
		if (account) provisioned.push(account);
		step.progress(tried, people.length);
		return account;
	})).filter((account) => account !== void 0);
}
// ../../packages/idp-simulator/src/okta/steps/push-groups.ts
const pushGroupsStep = {
	id: "push-groups",
	title: "Push the groups with their members",
	groups: true,
	async run(step, run) {
		let done = 0;
		await mapConcurrently(Array.from({ length: run.groups }), run.concurrency, async (_, n) => {
			try {
				const members = toMainMembers(run, n).map(toMember$1);
				const group = await pushGroup(step, run, toGroupName(run.naming, n), members);
				await checkMembers(step, group, members, { consequence: "The push group is shown as Active while the application holds other members." });
				run.mainGroups.push(group);
				run[group.how].groups += 1;
				if (group.versionChanged) run.versionsChanged += 1;
			} catch (error) {
				if (!(error instanceof StepStopped)) throw error;
			}
			done += 1;
			step.progress(done, run.groups);
		});
	}
};
/** A window over the population that moves on with each group. */
function toMainMembers(run, n) {
	const { accounts } = run;
	const stride = Math.max(1, Math.ceil(accounts.length / Math.max(1, run.groups)));
	const size = Math.min(run.membersPerGroup, accounts.length);
	return Array.from({ length: size }, (_, k) => accounts[(n * stride + k) % accounts.length]);
}
// ../../packages/idp-simulator/src/okta/steps/index.ts
/** In the order an admin meets them: connect, assign, update, deactivate, push groups, import. */
function toOktaSteps(authorization) {
	return [
		...toConnectionSteps(authorization),
		...provisionSteps,
		specListStep,
		...lookupSteps,
		...profileSteps,
		...lifecycleSteps,
		pushGroupsStep,
		...groupMembershipSteps,
		...groupTroubleSteps,
		...importSteps,
		cleanupStep$1
	];
}
// ../../packages/idp-simulator/src/okta/simulate-okta.ts
const DEFAULTS$1 = {
	batchSize: 100,
	concurrency: 4,
	domain: "okta-simulation.example.com",
	runLabel: "sim",
	maxRetryWaitMs: 2e3
};
/**
* Provisions a population into a SCIM server as Okta would, tries what Okta does afterwards, and reports a verdict per
* step. The same options meet the same people: a second run finds them and must change nothing.
*
* Rejects only when `signal` aborts; a server that is wrong, or not there, is a report with `ok: false`.
*/
async function simulateOkta(options) {
	const settings = {
		...DEFAULTS$1,
		...withoutUndefined(options)
	};
	const { client, throttles, close } = connect(settings, toOktaHeaders);
	const run = {
		app: options.app,
		client,
		dialect: toDialect(options.app, settings.batchSize),
		naming: {
			runLabel: settings.runLabel,
			domain: settings.domain
		},
		users: options.users,
		groups: options.groups,
		membersPerGroup: options.membersPerGroup ?? Math.max(1, Math.ceil(options.users / Math.max(1, options.groups))),
		concurrency: Math.max(1, settings.concurrency),
		accounts: [],
		mainGroups: [],
		probes: /* @__PURE__ */ new Map(),
		probeGroups: /* @__PURE__ */ new Map(),
		...emptyTally()
	};
	const startedAt = performance.now();
	try {
		const steps = await runSteps(toOktaSteps(options.authorization), run, {
			provider: "Okta",
			onProgress: options.onProgress
		});
		steps.push(toThrottleReport(run, throttles, settings.maxRetryWaitMs));
		return {
			provider: "okta",
			app: run.app,
			...toReportBase(run, steps, performance.now() - startedAt)
		};
	} finally {
		close();
	}
}
function toThrottleReport(run, throttles, maxRetryWaitMs) {
	const report = toRateLimitStep(run.client, throttles, maxRetryWaitMs).toReport({
		requests: 0,
		ms: 0
	});
	return throttles.length === 0 ? {
		...report,
		...RATE_LIMIT_STEP,
		verdict: "skipped"
	} : report;
}
function toDialect(app, batchSize) {
	return app === "wizard" ? wizardDialect : createCatalogueDialect({ batchSize: Math.max(1, batchSize) });
}
// ../../packages/idp-simulator/src/types.ts
const OTHER_PROVIDERS = [
	"onelogin",
	"jumpcloud",
	"ping",
	"google",
	"sailpoint",
	"cyberark",
	"rippling",
	"pushers",
	"reconciler"
];
// ../../packages/idp-simulator/src/others/resources.ts
function toUserBody(person) {
	return {
		schemas: [USER_SCHEMA],
		userName: person.userName,
		externalId: person.externalId,
		name: {
			givenName: person.givenName,
			familyName: person.familyName
		},
		displayName: person.displayName,
		emails: [{
			value: person.email,
			type: "work",
			primary: true
		}],
		active: true
	};
}
function toGroupBody(displayName, members) {
	return {
		schemas: [GROUP_SCHEMA],
		displayName,
		members
	};
}
async function find(step, endpoint, filter, consequence, parameters = "") {
	const exchange = await step.get(`/${endpoint}?filter=${encodeURIComponent(filter)}${parameters}`);
	const resources = expectList(step, exchange, {
		what: `a ListResponse for ${filter}`,
		consequence
	});
	if (!resources) throw new StepStopped("the query failed");
	return {
		exchange,
		resources
	};
}
async function read(step, endpoint, id) {
	const exchange = await step.get(`/${endpoint}/${encodeURIComponent(id)}`);
	if (!expectStatus(step, exchange, [200], {
		what: "the resource with this id",
		consequence: "The provider takes it for deleted."
	})) throw new StepStopped(`GET /${endpoint}/${id} failed`);
	return {
		exchange,
		resource: toObject(exchange.json)
	};
}
/** Sends a change; 200 with the resource and 204 are both good. */
async function change(step, method, path, body, consequence) {
	const exchange = await step.send({
		method,
		path,
		body
	});
	if (!expectStatus(step, exchange, [200, 204], {
		what: "accepted",
		consequence
	})) throw new StepStopped(`${method} ${path} failed`);
	return exchange;
}
function toPatch(...operations) {
	return {
		schemas: [PATCH_SCHEMA],
		Operations: operations
	};
}
async function remove(step, run, endpoint, id) {
	const exchange = await step.send({
		method: "DELETE",
		path: `/${endpoint}/${encodeURIComponent(id)}`
	});
	if (step.check(exchange.status === 204, exchange, {
		expected: "204 without a body",
		received: describeAnswer(exchange),
		consequence: "What was taken away in the provider stays in the application."
	})) (endpoint === "Users" ? run.leftUsers : run.leftGroups).delete(id);
}
async function create(step, run, endpoint, body) {
	const exchange = await step.send({
		method: "POST",
		path: `/${endpoint}`,
		body
	});
	const ok = expectStatus(step, exchange, [201], {
		what: "the resource, with its id",
		consequence: "It is never provisioned."
	});
	const resource = toObject(exchange.json);
	if (!ok || !isText(resource.id)) throw new StepStopped(`POST /${endpoint} answered ${exchange.status}`);
	(endpoint === "Users" ? run.leftUsers : run.leftGroups).add(resource.id);
	return {
		exchange,
		resource
	};
}
/** A new user for one check; what an interrupted run left under the name is deleted first. */
async function freshUser(step, run, name, extra = {}) {
	const person = toProbe(run.naming, name);
	const { resources } = await find(step, "Users", equals("userName", person.userName), "Look-ups fail.");
	for (const { id } of resources) if (isText(id)) await remove(step, run, "Users", id);
	const { resource } = await create(step, run, "Users", {
		...toUserBody(person),
		...extra
	});
	return {
		person,
		id: String(resource.id)
	};
}
async function freshUsers(step, run, name, count) {
	const accounts = [];
	for (let n = 1; n <= count; n += 1) accounts.push(await freshUser(step, run, `${name}-${n}`));
	return accounts;
}
async function freshGroup(step, run, name, members) {
	const displayName = toProbeGroupName(run.naming, name);
	const { resources } = await find(step, "Groups", equals("displayName", displayName), "Look-ups fail.");
	for (const { id } of resources) if (isText(id)) await remove(step, run, "Groups", id);
	const { resource } = await create(step, run, "Groups", toGroupBody(displayName, members.map(toMember)));
	return {
		id: String(resource.id),
		displayName
	};
}
function toMember(account) {
	return {
		value: account.id,
		display: account.person.userName
	};
}
async function expectMembers(step, id, wanted, consequence) {
	const { exchange, resource } = await read(step, "Groups", id);
	const shown = memberIds(resource).toSorted();
	const ids = wanted.map((account) => account.id).toSorted();
	step.check(shown.join() === ids.join(), exchange, {
		expected: `${ids.length} members`,
		received: `${shown.length} members: ${toExcerpt(shown)}`,
		consequence
	});
}
function equals(path, value) {
	return `${path} eq ${JSON.stringify(value)}`;
}
// ../../packages/idp-simulator/src/others/cyberark.ts
/** https://identity-developer.cyberark.com */
const cyberarkSteps = [{
	id: "cyberark-count",
	title: "CyberArk Identity: one user is asked for, one comes",
	async run(step, run) {
		await freshUser(step, run, "cyberark-1");
		await freshUser(step, run, "cyberark-2");
		const exchange = await step.get("/Users?count=1");
		const users = expectList(step, exchange, {
			what: "a page of one",
			consequence: "The test of the link fails."
		});
		step.check(users === void 0 || users.length === 1, exchange, {
			expected: "one user",
			received: `${users?.length} users`,
			consequence: "The test of a large directory times out."
		});
	}
}, {
	id: "cyberark-put",
	title: "CyberArk Identity: a PUT of what GET gave changes nothing",
	async run(step, run) {
		const { id } = await freshUser(step, run, "cyberark-put", {
			schemas: [USER_SCHEMA, ENTERPRISE_SCHEMA],
			title: "Lead",
			phoneNumbers: [{
				value: "+1 (415) 123.4567",
				type: "mobile"
			}],
			[ENTERPRISE_SCHEMA]: {
				department: "Sales",
				employeeNumber: "0042"
			}
		});
		const { resource: before } = await read(step, "Users", id);
		await change(step, "PUT", `/Users/${id}`, before, "What the server gives it does not take back.");
		const { exchange, resource: after } = await read(step, "Users", id);
		const changed = changedNames(before, after);
		step.check(changed.length === 0, exchange, {
			expected: "the same user",
			received: `another ${changed.map((name) => `${name}: ${toExcerpt(after[name] ?? "nothing")}`).join(", ")}`,
			consequence: "Every synchronisation damages the profile a little."
		});
		if (versionOf$1(before) !== versionOf$1(after)) step.note("The PUT of the same makes a new version.");
	}
}];
// ../../packages/idp-simulator/src/others/google.ts
/** https://support.google.com/a, automated user provisioning: catalogue apps only, and no groups */
const googleSteps = [{
	id: "google-lookup",
	title: "Google Workspace: a user is looked up with startIndex and count",
	async run(step, run) {
		const account = await freshUser(step, run, "google");
		const filter = equals("userName", account.person.userName);
		const consequence = "The account is not found and is created again.";
		const { exchange, resources } = await find(step, "Users", filter, consequence, "&startIndex=1&count=100");
		expectOnly(step, exchange, resources, account.id, consequence);
	}
}, {
	id: "google-patch",
	title: "Google Workspace: a PATCH without a path changes what it names, and only that",
	async run(step, run) {
		const { id, person } = await freshUser(step, run, "google-patch", {
			title: "Lead",
			nickName: "Goo"
		});
		const value = {
			name: { familyName: "Changed" },
			emails: [{
				value: `changed.${person.email}`,
				type: "work",
				primary: true
			}],
			active: false
		};
		await change(step, "PATCH", `/Users/${id}`, toPatch({
			op: "replace",
			value
		}), "The update fails; the application keeps the old profile.");
		const { exchange, resource } = await read(step, "Users", id);
		for (const [path, wanted] of Object.entries({
			userName: person.userName,
			externalId: person.externalId,
			title: "Lead",
			nickName: "Goo",
			"name.givenName": person.givenName,
			"name.familyName": "Changed",
			active: false
		})) {
			const received = valueAt(resource, path);
			step.check(received === wanted, exchange, {
				expected: `${path} ${String(wanted)}`,
				received: toExcerpt(received ?? "nothing"),
				consequence: "A replace of some attributes wipes others (RFC 7644 section 3.5.2.3)."
			});
		}
		const emails = toArray(resource.emails).map((email) => toObject(email).value);
		step.check(emails.length === 1 && emails[0] === `changed.${person.email}`, exchange, {
			expected: "the new address only",
			received: toExcerpt(emails),
			consequence: "Old addresses pile up."
		});
	}
}];
// ../../packages/idp-simulator/src/others/jumpcloud.ts
/** https://support.jumpcloud.com, Custom SCIM Identity Management */
const jumpcloudSteps = [{
	id: "jumpcloud-test",
	title: "JumpCloud: the connection test makes, changes and deletes a user and a group",
	async run(step, run) {
		const consequence = "The connection test is red; the integration cannot be activated.";
		const person = toProbe(run.naming, "jumpcloud-test");
		const leftover = await find(step, "Users", equals("userName", person.userName), consequence);
		for (const { id } of leftover.resources) await remove(step, run, "Users", String(id));
		const { resource: user } = await create(step, run, "Users", toUserBody(person));
		const path = `/Users/${String(user.id)}`;
		await change(step, "PUT", path, {
			...toUserBody(person),
			displayName: "Test Changed"
		}, consequence);
		const { exchange, resource: after } = await read(step, "Users", String(user.id));
		step.check(after.displayName === "Test Changed", exchange, {
			expected: "displayName Test Changed",
			received: toExcerpt(after.displayName),
			consequence
		});
		if (run.groups > 0) {
			const displayName = toProbeGroupName(run.naming, "jumpcloud test");
			const groups = await find(step, "Groups", equals("displayName", displayName), consequence);
			for (const { id } of groups.resources) await remove(step, run, "Groups", String(id));
			const { resource: group } = await create(step, run, "Groups", toGroupBody(displayName, []));
			const members = [{ value: String(user.id) }];
			await change(step, "PUT", `/Groups/${String(group.id)}`, toGroupBody(displayName, members), consequence);
			await expectMembers(step, String(group.id), [{
				person,
				id: String(user.id)
			}], consequence);
			await remove(step, run, "Groups", String(group.id));
		}
		await remove(step, run, "Users", String(user.id));
		expectError(step, await step.get(path), 404, {
			what: "gone",
			consequence
		});
	}
}, {
	id: "jumpcloud-remove-members",
	title: "JumpCloud: members removed by a value array, without a filter",
	groups: true,
	async run(step, run) {
		const [a, b, c] = await freshUsers(step, run, "jumpcloud-member", 3);
		const group = await freshGroup(step, run, "jumpcloud", [
			a,
			b,
			c
		]);
		const operation = {
			op: "remove",
			path: "members",
			value: [{ value: b.id }]
		};
		const consequence = "One person leaves a group: everybody loses access, or nobody does.";
		await change(step, "PATCH", `/Groups/${group.id}`, toPatch(operation), consequence);
		await expectMembers(step, group.id, [a, c], consequence);
		await change(step, "PATCH", `/Groups/${group.id}`, toPatch(operation), "A repeated remove fails.");
		await expectMembers(step, group.id, [a, c], consequence);
	}
}];
// ../../packages/idp-simulator/src/others/onelogin.ts
const JSON_ONLY = "application/json";
/** https://developers.onelogin.com/scim/implement-scim-api */
const oneloginSteps = [
	{
		id: "onelogin-lookup",
		title: "OneLogin: a look-up of nobody, with Accept application/json",
		async run(step, run) {
			run.refused = true;
			const { exchange, resources } = await lookUp(step, toStrangerName(run.naming));
			run.refused = false;
			step.check(resources.length === 0, exchange, {
				expected: "nobody",
				received: `${resources.length} users`,
				consequence: "Every new user is tied to somebody else’s account."
			});
		}
	},
	{
		id: "onelogin-provision",
		title: "OneLogin: assign the users, with \"\" where the template has nothing to say; PUT of whoever is there",
		async run(step, run) {
			const people = Array.from({ length: run.users }, (_, n) => toPerson(run.naming, n));
			const accounts = await mapConcurrently(people, run.concurrency, async (person, n) => {
				step.progress(n, people.length);
				return provision(step, run, person).catch(unlessStopped);
			});
			for (const account of accounts) if (account) run.accounts.push(account);
		}
	},
	{
		id: "onelogin-clear",
		title: "OneLogin: \"\" in a PUT means unassigned",
		async run(step, run) {
			const { id, person } = await freshUser(step, run, "onelogin", {
				title: "Lead",
				nickName: "One"
			});
			await change(step, "PUT", `/Users/${id}`, toOneLoginBody(person), "The update fails.");
			const { exchange, resource } = await read(step, "Users", id);
			for (const name of ["title", "nickName"]) step.check(isUnassigned(resource[name]), exchange, {
				expected: `${name} gone`,
				received: toExcerpt(resource[name]),
				consequence: "A value that was removed in OneLogin stays."
			});
		}
	},
	{
		id: "onelogin-groups",
		title: "OneLogin: groups by PATCH, replace and add",
		groups: true,
		async run(step, run) {
			const [a, b, c] = await freshUsers(step, run, "onelogin-member", 3);
			const group = await freshGroup(step, run, "onelogin", [a]);
			const path = `/Groups/${group.id}`;
			await change(step, "PATCH", path, toPatch({
				op: "replace",
				path: "members",
				value: [toMember(b), toMember(c)]
			}), "Roles of OneLogin never arrive.");
			await expectMembers(step, group.id, [b, c], "The group keeps members who are gone in OneLogin.");
			await change(step, "PATCH", path, toPatch({
				op: "add",
				path: "members",
				value: [toMember(a)]
			}), "The add fails.");
			await expectMembers(step, group.id, [
				a,
				b,
				c
			], "An added member replaces the others, or is lost.");
		}
	}
];
async function lookUp(step, userName) {
	const path = `/Users?filter=${encodeURIComponent(equals("userName", userName))}`;
	const exchange = await step.send({
		method: "GET",
		path,
		accept: JSON_ONLY
	});
	if (!expectStatus(step, exchange, [200, 404], {
		what: "an empty list, or a 404",
		consequence: "The connection cannot be enabled: \"Failed to look up user\"."
	})) throw new StepStopped("the look-up failed");
	if (exchange.status === 404) step.note("Nobody is a 404 here; OneLogin takes it, others do not.");
	return {
		exchange,
		resources: toArray(toObject(exchange.json).Resources).map(toObject)
	};
}
async function provision(step, run, person) {
	const { resources } = await lookUp(step, person.userName);
	const id = resources[0]?.id;
	if (!isText(id)) {
		const { resource } = await create(step, run, "Users", toOneLoginBody(person));
		run.leftUsers.delete(String(resource.id));
		run.created.users += 1;
		return {
			person,
			id: String(resource.id)
		};
	}
	const { resource: before } = await read(step, "Users", id);
	await change(step, "PUT", `/Users/${id}`, toOneLoginBody(person), "The profile stays old.");
	const { resource: after } = await read(step, "Users", id);
	run.linked.users += 1;
	if (versionOf$1(before) !== versionOf$1(after)) run.versionsChanged += 1;
	return {
		person,
		id
	};
}
/** A template of OneLogin sends every field, with "" for what the user lacks. */
function toOneLoginBody(person) {
	return {
		...toUserBody(person),
		title: "",
		nickName: "",
		phoneNumbers: [{
			value: "",
			type: "work"
		}]
	};
}
// ../../packages/idp-simulator/src/others/ping.ts
const REFUSED = "The membership is never pushed.";
/** https://docs.pingidentity.com, SCIM connector of PingFederate and SCIM outbound connection of PingOne */
const pingSteps = [
	{
		id: "ping-email-filter",
		title: "PingFederate: users are matched by e-mail address, with and without .value",
		async run(step, run) {
			const account = await freshUser(step, run, "ping");
			const consequence = "The account that exists is not found and is created again.";
			for (const path of [
				"emails",
				"emails.value",
				"userName"
			]) {
				const { exchange, resources } = await find(step, "Users", equals(path, path === "userName" ? account.person.userName : account.person.email), consequence);
				expectOnly(step, exchange, resources, account.id, consequence);
			}
		}
	},
	{
		id: "ping-disable",
		title: "PingFederate: a user is disabled by PATCH or by PUT, as the admin chose",
		async run(step, run) {
			const { id } = await freshUser(step, run, "ping-disable");
			const path = `/Users/${id}`;
			const { resource: whole } = await read(step, "Users", id);
			const disable = toPatch({
				op: "replace",
				path: "active",
				value: false
			});
			for (const [method, body, active] of [
				[
					"PATCH",
					disable,
					false
				],
				[
					"PUT",
					{
						...whole,
						active: true
					},
					true
				],
				[
					"PUT",
					{
						...whole,
						active: false
					},
					false
				]
			]) {
				await change(step, method, path, body, "The user keeps access.");
				const { exchange, resource } = await read(step, "Users", id);
				step.check(resource.active === active, exchange, {
					expected: `active ${active}`,
					received: toExcerpt(resource.active),
					consequence: "The user keeps access, or stays locked out."
				});
			}
		}
	},
	{
		id: "ping-group-overwrite",
		title: "PingOne: a membership is overwritten by PUT, with references to another host",
		groups: true,
		async run(step, run) {
			const [a, b] = await freshUsers(step, run, "ping-member", 2);
			const group = await freshGroup(step, run, "ping", [a]);
			const body = {
				schemas: [GROUP_SCHEMA],
				displayName: group.displayName,
				members: [toPingMember(b)]
			};
			await change(step, "PUT", `/Groups/${group.id}`, body, REFUSED);
			await expectMembers(step, group.id, [b], "The old members stay.");
		}
	},
	{
		id: "ping-group-merge",
		title: "PingOne: members are merged by PATCH",
		groups: true,
		async run(step, run) {
			const [a, b] = await freshUsers(step, run, "ping-merge", 2);
			const group = await freshGroup(step, run, "ping merge", [a]);
			const add = {
				op: "add",
				path: "members",
				value: [toPingMember(b), toPingMember(a)]
			};
			await change(step, "PATCH", `/Groups/${group.id}`, toPatch(add), REFUSED);
			await expectMembers(step, group.id, [a, b], "Members who were there are lost, or twice.");
		}
	}
];
function toPingMember(account) {
	return {
		value: account.id,
		display: account.person.displayName,
		$ref: `https://scim.pingone.example.com/v2/Users/${account.id}`,
		type: "User"
	};
}
// ../../packages/idp-simulator/src/others/pushers.ts
const LARGE_BYTES = 3e5;
/** RFC 7643 section 5: present even where the answer is no. */
const FEATURES = [
	"patch",
	"bulk",
	"filter",
	"changePassword",
	"sort",
	"etag"
];
/** Open source identity providers and the home-made. https://github.com/better-auth/better-auth/issues/10415 */
const pusherSteps = [
	{
		id: "pushers-config",
		title: "authentik and others: PATCH is used where ServiceProviderConfig is complete and says so",
		async run(step) {
			const exchange = await step.get("/ServiceProviderConfig");
			const consequence = "The client falls back to PUT of whole groups, or gives up.";
			if (!expectStatus(step, exchange, [200], {
				what: "the configuration",
				consequence
			})) return;
			const config = toObject(exchange.json);
			const missing = FEATURES.filter((name) => typeof toObject(config[name]).supported !== "boolean");
			const { bulk, filter } = {
				bulk: toObject(config.bulk),
				filter: toObject(config.filter)
			};
			const numbers = [
				bulk.maxOperations,
				bulk.maxPayloadSize,
				filter.maxResults
			].every(Number.isInteger);
			const schemes = toArray(config.authenticationSchemes);
			const isComplete = missing.length === 0 && numbers && schemes.length > 0 && schemes.every(isJsonObject);
			step.check(isComplete && toObject(config.patch).supported === true, exchange, {
				expected: "all of RFC 7643 section 5, and patch supported",
				received: missing.length > 0 ? `without ${missing.join(", ")}` : toExcerpt(exchange.text),
				consequence
			});
		}
	},
	{
		id: "pushers-single-member",
		title: "authentik and others: a member is added as one object in place of an array",
		groups: true,
		async run(step, run) {
			const [a, b] = await freshUsers(step, run, "pusher", 2);
			const group = await freshGroup(step, run, "pusher", [a]);
			const add = {
				op: "add",
				path: "members",
				value: { value: b.id }
			};
			await change(step, "PATCH", `/Groups/${group.id}`, toPatch(add), "The member is never added.");
			await expectMembers(step, group.id, [a, b], "The member is not added, or replaces the others.");
		}
	},
	{
		id: "pushers-own-id",
		title: "Group pushers: a replace without a path repeats the id of the group; members stay",
		groups: true,
		async run(step, run) {
			const [a, b] = await freshUsers(step, run, "pusher-id", 2);
			const group = await freshGroup(step, run, "pusher id", [a, b]);
			const displayName = `${group.displayName} renamed`;
			const operation = {
				op: "replace",
				value: {
					id: group.id,
					displayName
				}
			};
			await change(step, "PATCH", `/Groups/${group.id}`, toPatch(operation), "The group goes into error.");
			const { exchange, resource } = await read(step, "Groups", group.id);
			step.check(resource.displayName === displayName, exchange, {
				expected: `displayName ${displayName}`,
				received: toExcerpt(resource.displayName),
				consequence: "The group keeps its old name."
			});
			await expectMembers(step, group.id, [a, b], "A rename takes the membership with it.");
		}
	},
	{
		id: "pushers-large-put",
		title: "Group pushers: a PUT of 300 kB",
		groups: true,
		async run(step, run) {
			const accounts = [...await freshUsers(step, run, "pusher-large", 3), ...run.accounts];
			const group = await freshGroup(step, run, "pusher large", []);
			const padding = "x".repeat(Math.ceil(LARGE_BYTES / accounts.length));
			const members = accounts.map((account) => ({
				...toMember(account),
				display: padding
			}));
			const body = toGroupBody(group.displayName, members);
			await change(step, "PUT", `/Groups/${group.id}`, body, "Large groups are refused: \"413 Payload Too Large\".");
			await expectMembers(step, group.id, accounts, "A large group arrives incomplete.");
		}
	}
];
// ../../packages/idp-simulator/src/others/reconciler.ts
/** HR systems and auditors that ask what has changed. RFC 7644 sections 3.4.2.2 and 3.4.2.3. */
const reconcilerSteps = [{
	id: "reconciler-changes",
	title: "Reconcilers: what changed since a moment, in order, page by page",
	async run(step, run) {
		const { id } = await freshUser(step, run, "reconciled");
		const { resource: first } = await read(step, "Users", id);
		const since = lastModifiedOf(first);
		await setTimeout(5);
		const later = await freshUsers(step, run, "reconciled-later", 3);
		const expected = [];
		for (const account of later) {
			const { resource } = await read(step, "Users", account.id);
			if (lastModifiedOf(resource) > since) expected.push(account.id);
		}
		const filter = encodeURIComponent(`meta.lastModified gt "${since}"`);
		const found = [];
		for (const startIndex of [1, 3]) {
			const parameters = `filter=${filter}&sortBy=meta.lastModified&startIndex=${startIndex}&count=2`;
			const users = expectList(step, await step.get(`/Users?${parameters}`), {
				what: "a page",
				consequence: "The reconciliation fails."
			});
			if (!users) return;
			found.push(...users);
		}
		const request = {
			method: "GET",
			path: "/Users?filter=meta.lastModified gt …&sortBy=meta.lastModified"
		};
		const ids = found.map((user) => user.id);
		step.check(expected.every((each) => ids.includes(each)) && !ids.includes(id), { request }, {
			expected: `the ${expected.length} later users, not the one of ${since}`,
			received: toExcerpt(found.map(lastModifiedOf)),
			consequence: "Changes are missed, or everything is read every time."
		});
		const times = found.map(lastModifiedOf);
		step.check(times.join() === times.toSorted().join(), { request }, {
			expected: "ascending by meta.lastModified",
			received: toExcerpt(times),
			consequence: "The next run begins too late and misses changes."
		});
	}
}, {
	id: "reconciler-bad-filter",
	title: "Reconcilers: a filter that is mistyped is refused, not answered",
	async run(step, run) {
		await freshUser(step, run, "reconciled");
		for (const filter of [
			"userName eq nobody",
			"userName === \"nobody\"",
			"userName eq \"nobody\" and"
		]) {
			const exchange = await step.get(`/Users?filter=${encodeURIComponent(filter)}`);
			if (!expectError(step, exchange, 400, {
				what: `no answer to ${filter}`,
				consequence: "A script with a typing error takes everybody for a match, or nobody."
			})) continue;
			const { scimType, schemas } = toObject(exchange.json);
			step.check(scimType === "invalidFilter" && toArray(schemas).includes("urn:ietf:params:scim:api:messages:2.0:Error"), exchange, {
				expected: "scimType invalidFilter (RFC 7644 section 3.12)",
				received: toExcerpt(scimType ?? "nothing"),
				consequence: "A script cannot tell its own mistake from a refusal."
			});
		}
	}
}];
function lastModifiedOf(resource) {
	return String(toObject(resource.meta).lastModified ?? "");
}
// ../../packages/idp-simulator/src/others/rippling.ts
/** https://workos.com/docs/integrations/rippling-scim */
const ripplingSteps = [{
	id: "rippling-repeat",
	title: "Rippling: a create that timed out is repeated; the first one counts",
	async run(step, run) {
		const account = await freshUser(step, run, "rippling");
		const exchange = await step.send({
			method: "POST",
			path: "/Users",
			body: toUserBody(account.person)
		});
		const { id } = toObject(exchange.json);
		if (exchange.status === 201 && isText(id)) run.leftUsers.add(id);
		expectError(step, exchange, 409, {
			what: "there already",
			consequence: "The employee has two accounts, and only one is ever deactivated."
		});
		const { userName, externalId } = account.person;
		for (const filter of [equals("userName", userName), equals("externalId", externalId)]) {
			const consequence = "The account of the first attempt is not found: the employee stays in error.";
			const found = await find(step, "Users", filter, consequence);
			expectOnly(step, found.exchange, found.resources, account.id, consequence);
		}
	}
}];
// ../../packages/idp-simulator/src/others/sailpoint.ts
const PAGE = 10;
const MAX_PAGES = 100;
/** https://documentation.sailpoint.com, SCIM 2.0 connector */
const sailpointSteps = [
	{
		id: "sailpoint-discovery",
		title: "SailPoint: the source is discovered before anything else, each document by its own name",
		async run(step, run) {
			const types = run.groups > 0 ? ["User", "Group"] : ["User"];
			const urns = run.groups > 0 ? [
				USER_SCHEMA,
				ENTERPRISE_SCHEMA,
				GROUP_SCHEMA
			] : [USER_SCHEMA, ENTERPRISE_SCHEMA];
			const want = {
				what: "the document",
				consequence: "The source cannot be created: its schema is not discovered."
			};
			expectStatus(step, await step.get("/ServiceProviderConfig"), [200], want);
			for (const path of ["/ResourceTypes", "/Schemas"]) expectList(step, await step.get(path), want);
			for (const [path, id] of [...types.map((type) => [`/ResourceTypes/${type}`, type]), ...urns.map((urn) => [`/Schemas/${urn}`, urn])]) {
				const exchange = await step.get(path);
				if (!expectStatus(step, exchange, [200], want)) continue;
				const body = toObject(exchange.json);
				step.check(body.id === id || body.name === id, exchange, {
					expected: `the document named ${id}`,
					received: toExcerpt(exchange.text),
					consequence: want.consequence
				});
			}
		}
	},
	{
		id: "sailpoint-aggregation",
		title: "SailPoint: accounts are aggregated page by page, in a stable order",
		async run(step, run) {
			const made = await freshUsers(step, run, "sailpoint-page", 3);
			const ids = await aggregate(step);
			const again = await aggregate(step);
			const request = {
				method: "GET",
				path: `/Users?startIndex=1&count=${PAGE}`
			};
			const missing = [...run.accounts, ...made].filter(({ id }) => !ids.includes(id));
			step.check(missing.length === 0 && new Set(ids).size === ids.length, { request }, {
				expected: "every account once",
				received: `${missing.length} missing, ${ids.length - new Set(ids).size} twice`,
				consequence: "An aggregation deletes the accounts it missed, and with them their access."
			});
			step.check(ids.join() === again.join(), { request }, {
				expected: "the same order a second time",
				received: "another order",
				consequence: "Accounts move between pages while they are read and are missed."
			});
		}
	},
	{
		id: "sailpoint-entitlements",
		title: "SailPoint: entitlements and roles are granted and revoked by value",
		async run(step, run) {
			const { id } = await freshUser(step, run, "sailpoint");
			for (const attribute of ["entitlements", "roles"]) {
				const grant = {
					op: "add",
					path: attribute,
					value: [{ value: "reader" }, { value: "writer" }]
				};
				const revoke = {
					op: "remove",
					path: `${attribute}[value eq "reader"]`
				};
				await change(step, "PATCH", `/Users/${id}`, toPatch(grant), "The access request fails.");
				await change(step, "PATCH", `/Users/${id}`, toPatch(revoke), "A revoked entitlement stays.");
				const { exchange, resource } = await read(step, "Users", id);
				const values = toArray(resource[attribute]).map((each) => toObject(each).value);
				step.check(values.join() === "writer", exchange, {
					expected: `${attribute}: writer only`,
					received: toExcerpt(values),
					consequence: "The certification shows access that is not there, or hides what is."
				});
			}
		}
	}
];
async function aggregate(step) {
	const ids = [];
	for (let page = 0; page < MAX_PAGES; page += 1) {
		const startIndex = page * PAGE + 1;
		const exchange = await step.get(`/Users?startIndex=${startIndex}&count=${PAGE}`);
		const users = expectList(step, exchange, {
			what: "a page",
			consequence: "The aggregation fails."
		});
		if (!users) return ids;
		const total = Number(toObject(exchange.json).totalResults);
		const wanted = Math.max(0, Math.min(PAGE, total - startIndex + 1));
		step.check(users.length === wanted, exchange, {
			expected: `${wanted} of ${total} users`,
			received: `${users.length}`,
			consequence: "The aggregation ends too early and deletes the accounts it missed."
		});
		ids.push(...users.flatMap(({ id }) => isText(id) ? [id] : []));
		if (startIndex + PAGE > total) break;
	}
	return ids;
}
// ../../packages/idp-simulator/src/others/simulate-others.ts
const STEPS = {
	onelogin: oneloginSteps,
	jumpcloud: jumpcloudSteps,
	ping: pingSteps,
	google: googleSteps,
	sailpoint: sailpointSteps,
	cyberark: cyberarkSteps,
	rippling: ripplingSteps,
	pushers: pusherSteps,
	reconciler: reconcilerSteps
};
const DEFAULTS = {
	concurrency: 4,
	domain: "others-simulation.example.com",
	runLabel: "sim",
	maxRetryWaitMs: 2e3,
	providers: OTHER_PROVIDERS
};
/**
* Tries on a SCIM server what is peculiar to the other providers, a few steps each. The main population is provisioned
* as OneLogin does it and stays; everything else is deleted at the end.
*
* Rejects only when `signal` aborts; a server that is wrong, or not there, is a report with `ok: false`.
*/
async function simulateOthers(options) {
	const settings = {
		...DEFAULTS,
		...withoutUndefined(options)
	};
	const { client, throttles, close } = connect(settings, toHeaders);
	const run = {
		client,
		naming: {
			runLabel: settings.runLabel,
			domain: settings.domain
		},
		users: options.users,
		groups: options.groups,
		concurrency: Math.max(1, settings.concurrency),
		accounts: [],
		leftUsers: /* @__PURE__ */ new Set(),
		leftGroups: /* @__PURE__ */ new Set(),
		...emptyTally()
	};
	const definitions = [...settings.providers.flatMap((provider) => STEPS[provider]), cleanupStep];
	const startedAt = performance.now();
	try {
		const steps = await runSteps(definitions, run, {
			provider: "OneLogin",
			onProgress: options.onProgress
		});
		steps.push(toThrottleReport$1(client, throttles, "Clients that do not wait give the change up."));
		return {
			provider: "others",
			providers: [...settings.providers],
			...toReportBase(run, steps, performance.now() - startedAt)
		};
	} finally {
		close();
	}
}
const cleanupStep = {
	id: "cleanup",
	title: "What the checks made is deleted",
	async run(step, run) {
		for (const [endpoint, left] of [["Groups", run.leftGroups], ["Users", run.leftUsers]]) await mapConcurrently([...left], run.concurrency, (id) => remove(step, run, endpoint, id).catch(unlessStopped));
	}
};
function toHeaders(request, authorization) {
	return {
		Accept: request.accept ?? "application/scim+json, application/json",
		Authorization: authorization,
		Connection: "Keep-Alive",
		...request.body !== void 0 && { "Content-Type": "application/scim+json" }
	};
}
// ../../packages/idp-simulator/src/report/to-text.ts
const MARKS = {
	passed: "✓",
	failed: "✗",
	skipped: "–"
};
const NAMES = {
	okta: "Okta",
	entra: "Entra",
	others: "they"
};
/** The report for a terminal: a line per step, and under a failed one what was expected, received and seen by an admin. */
function toText(report) {
	const lines = [toHeading(report), ""];
	const label = report.provider === "others" ? "means" : `in ${NAMES[report.provider]}`;
	for (const step of report.steps) lines.push(...toStepLines(step, label));
	if (report.provider === "entra") lines.push("", ...toValidatorLines(report));
	const { created, linked } = report;
	lines.push("", `${report.passed} passed, ${report.failed} failed, ${report.skipped} skipped; ${report.requests} requests in ${toSeconds(report.ms)}`, `Users: ${created.users} created, ${linked.users} linked. Groups: ${created.groups} created, ${linked.groups} linked. Changed by linking: ${report.versionsChanged}.`, toConclusion(report));
	return `${lines.join("\n")}\n`;
}
function toHeading(report) {
	switch (report.provider) {
		case "okta": return `Okta, ${report.app === "wizard" ? "App Integration Wizard (GET and PUT)" : "catalogue app (PATCH)"}`;
		case "entra": return `Microsoft Entra ID, ${report.flag ? "tenant URL with ?aadOptscim062020" : "tenant URL without a flag"}`;
		case "others": return `Other providers: ${report.providers.join(", ")}`;
	}
}
function toConclusion(report) {
	const who = report.provider === "others" ? "They" : NAMES[report.provider];
	return report.ok ? `${who} would be content with this server.` : `${who} would run into the failures above.`;
}
function toValidatorLines({ validator }) {
	const failed = validator.filter(({ verdict }) => verdict === "failed");
	return [`Microsoft's validator: ${validator.filter(({ verdict }) => verdict === "passed").length} of its ${validator.length} checks pass here, ${failed.length} fail.`, ...failed.map(({ name, optional }) => `    ${MARKS.failed} ${name}${optional ? " (a warning only)" : ""}`)];
}
/** One line for a terminal to overwrite while the run goes on. */
function toProgressLine(progress) {
	const position = `[${progress.index}/${progress.steps}]`;
	const inside = progress.of === void 0 ? "" : ` ${progress.done} of ${progress.of}`;
	const verdict = progress.verdict === void 0 ? "" : ` ${MARKS[progress.verdict]}`;
	return `${position} ${progress.step.title}${inside}${verdict}`;
}
function toStepLines(step, label) {
	const cost = step.verdict === "skipped" ? "" : `  (${step.requests} ${step.requests === 1 ? "request" : "requests"}, ${toSeconds(step.ms)})`;
	const lines = [`${MARKS[step.verdict]} ${step.title}${cost}`];
	for (const failure of step.failures) lines.push(...toFailureLines(failure, label));
	const more = step.failureCount - step.failures.length;
	if (more > 0) lines.push(`    and ${more} more`);
	for (const note of step.notes) lines.push(`    note: ${note}`);
	return lines;
}
function toFailureLines(failure, label) {
	return [
		`    ${failure.request.method} ${failure.request.path}`,
		`      expected  ${failure.expected}`,
		`      received  ${failure.received}`,
		`      ${label.padEnd(8)}  ${failure.consequence}`
	];
}
function toSeconds(ms) {
	return ms < 1e3 ? `${ms} ms` : `${(ms / 1e3).toFixed(1)} s`;
}
// src/commands/simulate.ts
const wholeNumber = (text) => {
	if (!/^\d{1,7}$/.test(text)) throw new InvalidArgumentError("A whole number is expected.");
	return Number(text);
};
function simulateCommand() {
	const simulate = new Command("simulate").description("play an identity provider against a SCIM server and judge its answers");
	withCommonOptions(simulate.command("okta")).description("do what Okta does: test the connection, provision, update, deactivate, push groups, import").option("--batch-size <number>", "membership changes in one PATCH", wholeNumber).addOption(new Option("--app <kind>", "wizard writes by PUT, catalogue by PATCH").choices(["wizard", "catalogue"]).default("catalogue")).action((options) => run$1(options, (common) => simulateOkta({
		...common,
		app: options.app,
		...batchSizeOf(options)
	})));
	withCommonOptions(simulate.command("entra")).description("do what Microsoft Entra ID does, the checks of its gallery validator included").option("--batch-size <number>", "members added by one PATCH", wholeNumber).option("--flag", "as with ?aadOptscim062020 at the end of the tenant URL").action((options) => run$1(options, (common) => simulateEntra({
		...common,
		flag: options.flag === true,
		...batchSizeOf(options)
	})));
	withCommonOptions(simulate.command("others")).description("try what is peculiar to other identity providers, and delete what the checks made").addOption(new Option("--providers <names...>", "these only").choices(OTHER_PROVIDERS)).action(({ providers, ...options }) => run$1(options, (common) => simulateOthers({
		...common,
		...providers === void 0 ? {} : { providers }
	})));
	return simulate;
}
function withCommonOptions(command) {
	return command.option("--directory <id>", "a directory of this instance").option("--url <url>", "the SCIM base URL of any server, instead of --directory").option("--token <token>", "bearer token").option("--header <value>", "the whole Authorization header as an admin types it, instead of --token").option("--basic <user:password>", "user name and password, instead of --token").option("--users <number>", "people to provision", wholeNumber, 10).option("--groups <number>", "groups to push", wholeNumber, 2).option("--members-per-group <number>", "members of each group", wholeNumber).option("--concurrency <number>", "requests in flight", wholeNumber).option("--domain <domain>", "domain of the user names").option("--label <label>", "part of every name: another label is another population").option("--json", "print the report as one JSON object");
}
async function run$1(options, simulate) {
	const abort = new AbortController();
	process.once("SIGINT", () => abort.abort());
	const live = process.stderr.isTTY === true;
	const report = await simulate({
		baseUrl: await baseUrlOf(options),
		authorization: authorizationOf(options),
		users: options.users,
		groups: options.groups,
		signal: abort.signal,
		...options.membersPerGroup === void 0 ? {} : { membersPerGroup: options.membersPerGroup },
		...options.concurrency === void 0 ? {} : { concurrency: options.concurrency },
		...options.domain === void 0 ? {} : { domain: options.domain },
		...options.label === void 0 ? {} : { runLabel: options.label },
		onProgress: (progress) => {
			if (live) process.stderr.write(`\r\u001b[K${toProgressLine(progress)}${progress.verdict === void 0 ? "" : "\n"}`);
			else if (progress.verdict !== void 0) process.stderr.write(`${toProgressLine(progress)}\n`);
		}
	});
	process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : toText(report));
	if (!report.ok) process.exitCode = 1;
}
function batchSizeOf({ batchSize }) {
	return batchSize === void 0 ? {} : { batchSize };
}
function authorizationOf({ token, header, basic }) {
	if (token !== void 0) return {
		kind: "bearer",
		token
	};
	if (header !== void 0) return {
		kind: "header",
		value: header
	};
	const colon = basic?.indexOf(":") ?? -1;
	if (basic !== void 0 && colon > 0) return {
		kind: "basic",
		username: basic.slice(0, colon),
		password: basic.slice(colon + 1)
	};
	throw new InvalidInputError("token", "Say how to authenticate: --token, --header or --basic user:password.");
}
async function baseUrlOf({ url, directory }) {
	if (url !== void 0) return url;
	if (directory === void 0) throw new InvalidInputError("directory", "Say what to talk to: --directory or --url.");
	return withRuntime(async (ctx, { config }) => {
		const row = await findDirectoryById(ctx, directory);
		const tenant = await getTenant(ctx, row.tenant_id);
		return scimBaseUrl(config, tenant.slug, row.slug);
	});
}
// src/commands/tenants.ts
function tenantCommand() {
	const tenant = new Command("tenant").description("isolated customers");
	tenant.command("create").description("make a tenant").requiredOption("--slug <slug>", "short name for URLs, such as acme").requiredOption("--name <name>", "name for people").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx) => {
		const { id, slug } = await createTenant(ctx, options);
		print({
			id,
			slug
		}, options);
	}));
	tenant.command("list").description("list the tenants").option("--json", "print one JSON object").action((options) => withRuntime(async (ctx) => {
		const tenants = (await listTenants$1(ctx)).map(({ id, slug, name }) => ({
			id,
			slug,
			name
		}));
		if (options.json) print({ tenants }, options);
		else for (const { slug, name } of tenants) process.stdout.write(`${slug}\t${name}\n`);
	}));
	return tenant;
}
// src/program.ts
/** Every command with its options. */
function createProgram() {
	const program = new Command("rollcall").description("Self-hosted, multi-tenant SCIM 2.0 provisioning server").showHelpAfterError("(add --help for the options)");
	for (const command of [
		serveCommand(),
		migrateCommand(),
		tenantCommand(),
		organisationCommand(),
		directoryCommand(),
		roleCommand(),
		policyCommand(),
		explainCommand(),
		licenceCommand(),
		noticeCommand(),
		brakeCommand(),
		requestCommand(),
		...peopleCommands(),
		...definitionCommands(),
		...credentialCommands(),
		...accessCommands(),
		auditCommand(),
		...backupCommands(),
		doctorCommand(),
		simulateCommand()
	]) program.addCommand(command);
	return program;
}
/** Parses and runs one command; sets the exit code. Expected failures are one line on stderr. */
async function run(argv) {
	try {
		await createProgram().parseAsync(argv);
	} catch (error) {
		process.exitCode = 1;
		process.stderr.write(`${isExpected(error) ? error.message : error.stack ?? String(error)}\n`);
	}
}
const EXPECTED = [
	ScimError,
	ConfigError,
	ConflictError,
	InvalidInputError,
	NotFoundError,
	StaleVersionError,
	StoreSetupError,
	StoreUnavailableError,
	OutcomeUnknownError
];
const isExpected = (error) => EXPECTED.some((type) => error instanceof type);
export { run };

//# sourceMappingURL=program-CoaiHMGd.js.map