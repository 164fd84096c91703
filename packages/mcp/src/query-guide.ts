/** The query language for whoever has never seen it: the same in panel, terminal, HTTP and MCP. */
export const queryGuide: string = `Terms stand beside one another and all have to match.

level:error              a field has this value; unknown keys are attributes
message:*JWT*expired*    * stands for anything
user.id:[1, 2, "a b"]    one of these
duration:>200ms          > >= < <= with units: ns us ms s m h d, b kb mb gb, %
duration:100ms..1s       a range
time:-15m                since then; time:>2026-11-20T10:00Z
has:http.route           is there at all; !has:… is not
!op:db                   not
is:unresolved            states: issues new ongoing resolved regressed muted unresolved pinned;
                         events unhandled handled; spans segment; envelopes damaged
message:=~"^GET /\\d+"    regular expression
(service:web OR service:api) AND …
free text                contained in the title, message or name; "in quotes" as it stands
tags[level]:x            the tag, where a field has the same name

On issues and traces a term matches if any event, span or log in them does; ! means none does.
Scope: service, environment, release, project, platform, sdk.name, server_name, run.
Ids: trace:<id>, span_id:<id>, issue:<id> (events), id:<id>.
Durations are milliseconds, times milliseconds since the epoch or ISO dates.

list_attributes tells which attributes this app has sent.`
