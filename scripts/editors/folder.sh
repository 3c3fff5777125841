# Where the editors are, for install.sh and test.sh to source: sets `editors` and puts what lies there on PATH.

if [ -n "${SOFTSPOKEN_EDITORS_DIR:-}" ]; then
  editors=$SOFTSPOKEN_EDITORS_DIR
elif [ -n "${XDG_CACHE_HOME:-}" ]; then
  editors=$XDG_CACHE_HOME/softspoken-editors
else
  # HOME can be unset, in a container started without a login.
  editors=${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}/.cache/softspoken-editors
fi
mkdir -p "$editors"
editors=$(cd "$editors" && pwd)
[ -d "$editors/node/bin" ] && PATH=$editors/node/bin:$PATH
export PATH
