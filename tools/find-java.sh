# Finds a Java that can run Laminar. Sourced by ./lmnr and ./format; POSIX sh.

LAMINAR_JAVA=25

# Prints the feature version of the java given, or nothing. The file "release" spares starting a JVM.
java_version() {
  release=${1%/bin/java}/release
  if [ -r "$release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release"
  else
    "$1" -version 2>&1 | sed -n 's/^.* version "\([0-9]*\).*/\1/p' | head -n 1
  fi
}

# Succeeds if the path given is a java that is new enough.
java_fits() {
  [ -x "$1" ] || return 1
  found=$(java_version "$1")
  [ "${found:-0}" -ge "$LAMINAR_JAVA" ]
}

# Prints the path of the first java that fits: JAVA_HOME, the PATH, then the usual folders.
find_java() {
  on_path=$(command -v java || true)
  if [ -n "$on_path" ]; then
    on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
  fi
  for candidate in \
    ${JAVA_HOME:+"$JAVA_HOME/bin/java"} \
    ${on_path:+"$on_path"} \
    /usr/lib/jvm/*/bin/java \
    /usr/java/*/bin/java \
    /opt/*/bin/java \
    /opt/*/*/bin/java \
    "${HOME:-/}"/.sdkman/candidates/java/*/bin/java \
    "${HOME:-/}"/.jdks/*/bin/java \
    "${HOME:-/}"/.asdf/installs/java/*/bin/java \
    "${HOME:-/}"/.local/share/mise/installs/java/*/bin/java \
    /opt/homebrew/opt/openjdk*/bin/java \
    /usr/local/opt/openjdk*/bin/java \
    /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java \
    "${HOME:-/}"/Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java; do
    if java_fits "$candidate"; then
      echo "$candidate"
      return 0
    fi
  done
  cat >&2 <<END
Laminar needs a JDK of version $LAMINAR_JAVA or newer, and none was found in JAVA_HOME, on the PATH or in
the usual folders${JAVA_HOME:+ (JAVA_HOME is $JAVA_HOME)}. Install one, for example with
  sdk install java 25-tem      (SDKMAN)
  brew install openjdk         (macOS)
  apt install openjdk-25-jdk   (Debian, Ubuntu)
or set JAVA_HOME to the folder of one that is installed elsewhere.
END
  return 1
}
