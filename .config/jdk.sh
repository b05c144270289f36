# Finds a JDK that Stencil runs on; sourced by ./run and bench/run.

oldest=21

complain() {
    printf 'stencil: %s\n' "$1" >&2
    exit 1
}

# A JVM loses what is not ASCII in names of files, arguments and variables where the locale is not in UTF-8. On macOS it
# does not look at the locale for them.
use_utf8() {
    if [ "$(uname)" = Linux ] && command -v locale >/dev/null && [ "$(locale charmap 2>/dev/null)" != UTF-8 ]; then
        utf8=$(locale -a 2>/dev/null | grep -i 'utf-\{0,1\}8$' | sort | head -n 1)
        export LC_ALL="${utf8:-C.UTF-8}"
    fi
}

# The feature version of the JDK in folder $1; nothing unless the program $2 is there.
version_of() {
    if [ -r "$1/release" ] && [ -x "$1/bin/$2" ]; then
        sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
    fi
}

is_suitable() {
    [ "${1:-0}" -ge "$oldest" ]
}

# The folder of the newest JDK that has the program $1. JAVA_HOME comes first, being somebody's choice.
find_jdk() {
    if [ -n "${JAVA_HOME:-}" ] && is_suitable "$(version_of "$JAVA_HOME" "$1")"; then
        printf '%s\n' "$JAVA_HOME"
        return
    fi
    on_path=$(command -v java || true)
    on_path=$(readlink -f "$on_path" 2>/dev/null || printf '%s' "$on_path")
    newest=0
    for home in "${on_path%/bin/java}" /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/openjdk* \
        /opt/java/* /opt/*jdk* /opt/*/*jdk* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        version=$(version_of "$home" "$1")
        if is_suitable "$version" && [ "$version" -gt "$newest" ]; then
            newest=$version
            found=$home
        fi
    done
    if [ "$newest" -eq 0 ]; then
        complain "no JDK of $oldest or above found: install one (Debian, Ubuntu: apt install openjdk-$oldest-jdk; \
macOS: brew install openjdk; others: https://adoptium.net) or set JAVA_HOME"
    fi
    printf '%s\n' "$found"
}
