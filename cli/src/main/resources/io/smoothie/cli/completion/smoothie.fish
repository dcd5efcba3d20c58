# Completion of smoothie for fish: asks the command itself what may stand at the cursor.
function __smoothie_complete
    set -l words (commandline -opc)
    set -l candidates ($words[1] __complete -- $words[2..-1] (commandline -ct) 2>/dev/null)
    if test (count $candidates) -gt 0
        printf '%s\n' $candidates
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c smoothie -f -k -a '(__smoothie_complete)'
