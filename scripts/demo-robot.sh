#!/usr/bin/env bash
# A robot of the AWS demo's own protocol, spoken with Mosquitto's clients and nothing of ours:
# it hears {"task_token":"…","smoothie":"…"} on robots/<name>/order and, when the smoothie is made, says
# {"TaskToken":"…"} on robots/<name>/success.
#
#   scripts/demo-robot.sh NAME [SECONDS TO MAKE ONE]
#
# MQTT_HOST, MQTT_PORT: the broker (127.0.0.1, 1883). NAME may be + to serve every robot.
set -euo pipefail

if [ $# -lt 1 ] || [ $# -gt 2 ]; then
  sed -n '2,/^$/s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
name=$1
make_time=${2:-3}
host=${MQTT_HOST:-127.0.0.1}
port=${MQTT_PORT:-1883}

for command in mosquitto_sub mosquitto_pub; do
  command -v "$command" >/dev/null || {
    printf 'demo-robot: there is no %s: apt-get install mosquitto-clients\n' "$command" >&2
    exit 1
  }
done

# The value of one text field of a flat JSON object. A token is letters, digits, dots, hyphens, underscores and colons.
field() {
  sed -n 's/.*"'"$1"'"[[:space:]]*:[[:space:]]*"\([^"]*\)".*/\1/p'
}

make_smoothie() {
  local robot=$1 token=$2
  sleep "$make_time"
  # A smoothie that is made is made: while the broker is away, the answer waits.
  until mosquitto_pub -V mqttv311 -h "$host" -p "$port" -q 1 -t "robots/$robot/success" -m "{\"TaskToken\":\"$token\"}"; do
    sleep 1
  done
  printf '%s: made %s\n' "$robot" "$token"
}

# mosquitto_sub ends with us: without this it would stay behind, subscribed.
orders=$(mktemp -u)
mkfifo "$orders"
mosquitto_sub -V mqttv311 -h "$host" -p "$port" -q 1 -t "robots/$name/order" -F '%t %p' >"$orders" &
subscriber=$!
trap 'kill "$subscriber" 2>/dev/null || true; rm -f "$orders"' EXIT
trap 'exit 0' INT TERM

printf '%s: subscribing at mqtt://%s:%s\n' "$name" "$host" "$port"
while read -r topic message; do
  robot=${topic#robots/}
  robot=${robot%/order}
  token=$(field task_token <<<"$message")
  if [ -z "$token" ]; then
    printf '%s: not an order: %s\n' "$robot" "$message" >&2
    continue
  fi
  printf '%s: making "%s" for %s\n' "$robot" "$(field smoothie <<<"$message")" "$token"
  make_smoothie "$robot" "$token" &
done <"$orders"
# mosquitto_sub has ended: the broker is gone or never was there.
wait "$subscriber"
