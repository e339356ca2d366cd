#!/usr/bin/env bash
# An admin's first day as a script: a tenant, a directory, a token; then what the identity provider does with it.
# Needs a running server, curl and node.   ROLLCALL_URL=http://127.0.0.1:3000 ROLLCALL_KEY=rck_… examples/admin-journey.sh
set -euo pipefail
: "${ROLLCALL_URL:?set ROLLCALL_URL to the address of the server}"
: "${ROLLCALL_KEY:?set ROLLCALL_KEY to an API key: npm run rollcall -- api-key create --name journey}"

slug="journey-$(date +%s)-$$"
say() { printf '%s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }

# field PATH: reads JSON on stdin and prints the value there; fails when there is none.
field() {
  node -e 'const path = process.argv[1].split("."); let value = JSON.parse(require("fs").readFileSync(0, "utf8"));
    for (const key of path) value = value?.[key];
    if (value === undefined || value === null) process.exit(1);
    process.stdout.write(typeof value === "object" ? JSON.stringify(value) : String(value))' "$1"
}

# graphql QUERY VARIABLES: answers the JSON; stops at errors and userErrors.
graphql() {
  local body answer
  body=$(node -p 'JSON.stringify({ query: process.argv[1], variables: JSON.parse(process.argv[2]) })' "$1" "$2")
  answer=$(curl -sS "$ROLLCALL_URL/graphql" -H "Authorization: Bearer $ROLLCALL_KEY" -H 'Content-Type: application/json' --data "$body")
  node -e 'const { errors, data } = JSON.parse(process.argv[1]);
    const faults = [...(errors ?? []), ...Object.values(data ?? {}).flatMap((payload) => payload?.userErrors ?? [])];
    if (faults.length > 0) { console.error(faults.map((fault) => fault.message).join("\n")); process.exit(1) }' "$answer" || fail "$1"
  printf '%s' "$answer"
}

# scim METHOD PATH [BODY]: prints the body, then the status on a line of its own.
scim() {
  curl -sS -X "$1" "$base$2" -H "Authorization: Bearer $token" -H 'Content-Type: application/scim+json' ${3:+--data "$3"} -w '\n%{http_code}\n'
}
status() { tail -n 1 <<<"$1"; }
body() { sed '$d' <<<"$1"; }

say '1. a tenant'
tenant=$(graphql 'mutation ($input: CreateTenantInput!) { createTenant(input: $input) { tenant { id } userErrors { message } } }' \
  "{\"input\":{\"slug\":\"$slug\",\"name\":\"Journey\"}}" | field data.createTenant.tenant.id)

say '2. a directory with a role prefix'
answer=$(graphql 'mutation ($input: CreateDirectoryInput!) { createDirectory(input: $input) { directory { id scimBaseUrl status } userErrors { message } } }' \
  "{\"input\":{\"tenantId\":\"$tenant\",\"slug\":\"okta\",\"name\":\"Okta\",\"preset\":\"OKTA_CATALOGUE\",\"rolePrefix\":\"Envi_\"}}")
directory=$(field data.createDirectory.directory.id <<<"$answer")
path=$(field data.createDirectory.directory.scimBaseUrl <<<"$answer" | sed 's#^https\?://[^/]*##')
base="$ROLLCALL_URL$path"

say '3. a token'
answer=$(graphql 'mutation ($input: CreateTokenInput!) { createToken(input: $input) { token credential { id } userErrors { message } } }' \
  "{\"input\":{\"directoryId\":\"$directory\",\"name\":\"Okta\"}}")
token=$(field data.createToken.token <<<"$answer")
credential=$(field data.createToken.credential.id <<<"$answer")

say '4. refused while the directory is inactive'
[ "$(status "$(scim GET /Users)")" = 403 ] || fail 'an inactive directory did not answer 403'

say '5. activated'
graphql 'mutation ($id: ID!) { activateDirectory(input: {id: $id}) { directory { status } userErrors { message } } }' "{\"id\":\"$directory\"}" >/dev/null

say '6. the identity provider creates a user and a group'
answer=$(scim POST /Users '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ann@example.com","name":{"givenName":"Ann","familyName":"Smith"},"emails":[{"value":"ann@example.com","primary":true}],"active":true}')
[ "$(status "$answer")" = 201 ] || fail "creating a user answered $(status "$answer")"
user=$(body "$answer" | field id)
answer=$(scim POST /Groups "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"],\"displayName\":\"Envi_Buyer\",\"members\":[{\"value\":\"$user\"}]}")
[ "$(status "$answer")" = 201 ] || fail "creating a group answered $(status "$answer")"

say '7. the role is there, and why'
answer=$(graphql 'query ($id: ID!, $user: String!) { directory(id: $id) { validToken userCount groupCount roles { name peopleCount }
  user(scimId: $user) { userName roles { name membership grantedBy { displayName } } } } }' "{\"id\":\"$directory\",\"user\":\"$user\"}")
[ "$(field data.directory.user.roles.0.name <<<"$answer")" = Buyer ] || fail 'the role is missing'
[ "$(field data.directory.user.roles.0.grantedBy.displayName <<<"$answer")" = Envi_Buyer ] || fail 'the role does not say which group grants it'
[ "$(field data.directory.roles.0.peopleCount <<<"$answer")" = 1 ] || fail 'the role does not count its people'
[ "$(field data.directory.validToken <<<"$answer")" = true ] || fail 'the token is not valid'

say '8. the audit log says who did what'
answer=$(graphql 'query ($id: ID!) { directory(id: $id) { auditEvents(first: 20) { nodes { action actor { type label } target { label } } } } }' "{\"id\":\"$directory\"}")
for action in directory.created token.created directory.activated user.created group.created; do
  grep -q "\"$action\"" <<<"$answer" || fail "the audit log has no $action"
done

say '9. the token is revoked'
graphql 'mutation ($id: ID!) { revokeCredential(input: {id: $id}) { credential { state } userErrors { message } } }' "{\"id\":\"$credential\"}" >/dev/null
[ "$(status "$(scim GET /Users)")" = 401 ] || fail 'a revoked token was not answered with 401'

say 'Done.'
