#compdef smoothie
# Completion of smoothie for zsh: asks the command itself what may stand at the cursor.
_smoothie() {
  local -a candidates
  local line word
  while IFS= read -r line; do
    word=${line%%$'\t'*}
    candidates+=("${word//:/\\:}:${line#*$'\t'}")
  done < <("${words[1]}" __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( ${#candidates} )); then
    _describe -V smoothie candidates
  else
    _files
  fi
}
if [[ ${funcstack[1]} == _smoothie ]]; then
  _smoothie "$@"
else
  compdef _smoothie smoothie
fi
