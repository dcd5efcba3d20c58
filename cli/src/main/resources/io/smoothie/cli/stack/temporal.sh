#!/bin/sh
# Runs Temporal's dev server ("$SERVER") for exactly as long as the process that started this script:
# its death, of whatever kind, closes our standard input. Ctrl-C goes to a terminal's whole process
# group; the server stays out of that (setsid, where there is one), so that workers can finish first.
SERVER='@SERVER@'
# Less processor time for an order, and more memory: docs/scale.md has the figures.
export GOGC="${GOGC:-400}"
if command -v setsid >/dev/null 2>&1; then
  setsid "$SERVER" "$@" </dev/null &
else
  "$SERVER" "$@" </dev/null &
fi
server=$!
exec 3<&0
trap 'kill -TERM "$server" 2>/dev/null' TERM
trap '' INT HUP
(cat <&3 >/dev/null; kill -TERM "$server" 2>/dev/null) &
exec 3<&- </dev/null
wait "$server"
status=$?
while kill -0 "$server" 2>/dev/null; do
  wait "$server"
  status=$?
done
exit "$status"
