# Completion of smoothie for bash 4.4 or newer: asks the command itself what may stand at the cursor.
_smoothie() {
  local rest=${COMP_LINE:0:COMP_POINT} words=() word line i
  rest=${rest#*"${COMP_WORDS[0]}"}
  # Bash has split the line at = and :, too, which belong to options and IDs: what touches is one word.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ $i -eq $COMP_CWORD ]]; then
      word=${rest#"${rest%%[![:space:]]*}"} # up to the cursor
    fi
    if [[ $i -gt 1 && $rest != [[:space:]]* ]]; then
      words[-1]+=$word
    else
      words+=("$word")
    fi
    rest=${rest#*"$word"}
  done
  # Bash replaces only what comes after the last of these.
  local before=${words[-1]%"${words[-1]##*[=:]}"}
  [[ $COMP_WORDBREAKS == *:* && $COMP_WORDBREAKS == *=* ]] || before=
  COMPREPLY=()
  while IFS=$'\t' read -r line _; do
    COMPREPLY+=("${line#"$before"}")
  done < <("${COMP_WORDS[0]/#\~/$HOME}" __complete -- "${words[@]}" 2>/dev/null)
}
complete -o default -o nosort -F _smoothie smoothie
