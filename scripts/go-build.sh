# shellcheck shell=bash
# Sourced by the scripts that build Temporal's programs with Go into a cache folder outside the checkout.

cache=${SMOOTHIE_CACHE:-$HOME/.cache/smoothie}

fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# Fails where there is no Go, or too old a one, and says what to do. $1: where Temporal is to be had without it.
need_go() {
  local found major minor
  command -v go >/dev/null ||
    fail "there is no 'go' on the PATH. Install Go 1.25 or newer (https://go.dev/doc/install), or get Temporal" \
      "another way: $1"
  # What Go says of itself where it may not fetch a newer Go: go1.25.3, go1.26rc1, devel go1.27-…
  found=$(GOTOOLCHAIN=local go version 2>/dev/null | sed -n 's/.*go\([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -n 1)
  read -r major minor <<<"${found:-0 0}"
  if [ "$major" -lt 1 ] || { [ "$major" -eq 1 ] && [ "$minor" -lt 25 ]; }; then
    fail "Go $major.$minor is too old, 1.25 or newer is needed: https://go.dev/doc/install"
  fi
}

# Sets $building to a folder beside the place of what is built, which is moved there whole: an interrupted
# build leaves nothing that looks finished.
build_beside() {
  mkdir -p "$cache"
  building=$(mktemp -d "$cache/building.XXXXXX")
  trap 'rm -rf "$building"' EXIT
}

# Builds these packages, 'path@version', into the folder $1.
go_install() {
  GOBIN=$1 go install "${@:2}" >&2 || fail "'go install' failed, see above"
}
