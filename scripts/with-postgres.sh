#!/bin/sh
# Runs a command beside a throw-away PostgreSQL cluster and stops the cluster whatever happens.
#
#   scripts/with-postgres.sh cargo nextest run -p palier-store
#
# The command finds the cluster's superuser address in TEST_POSTGRES_URL. PG_BIN names the folder
# of initdb and pg_ctl when they are neither in the PATH nor where Debian puts them.
set -eu

if [ $# -eq 0 ]; then
    echo "usage: $0 COMMAND [ARGUMENT...]" >&2
    exit 2
fi

find_bin() {
    if [ -n "${PG_BIN:-}" ]; then
        echo "$PG_BIN"
    elif command -v initdb >/dev/null 2>&1; then
        dirname "$(command -v initdb)"
    else
        # The highest major version that is installed.
        for bin in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -t/ -k5 -rn); do
            if [ -x "$bin/initdb" ]; then
                echo "$bin"
                return
            fi
        done
        echo "$0: PostgreSQL's initdb is not installed (on Debian: apt-get install postgresql)" >&2
        exit 1
    fi
}

# PostgreSQL refuses to run as root.
as_server() {
    if [ "$(id -u)" -eq 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

free_port() {
    # No program to ask for one is sure to be there: a random port above those handed out by the
    # kernel, tried again by the caller when something listens on it.
    echo $((61000 + $(od -An -N2 -tu2 /dev/urandom) % 4500))
}

bin=$(find_bin)
folder=$(mktemp -d "${TMPDIR:-/tmp}/palier-postgres.XXXXXX")
if [ "$(id -u)" -eq 0 ]; then
    chown postgres "$folder"
fi

command_pid=
stop() {
    status=$?
    trap - EXIT HUP INT TERM
    if [ -n "$command_pid" ]; then
        kill "$command_pid" 2>/dev/null || true
    fi
    if [ -f "$folder/data/postmaster.pid" ]; then
        (cd "$folder" && as_server "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop) \
            >/dev/null 2>&1 || true
    fi
    rm -rf "$folder"
    exit "$status"
}
trap stop EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# From inside the folder: the caller's may not be readable by the server's user.
cd_and() { (cd "$folder" && as_server "$@"); }

cd_and "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C --no-sync \
    >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; exit 1; }

# Nothing here outlives the run, so nothing needs to reach the disk: but for who measures that.
if [ -n "${PALIER_PG_DURABLE:-}" ]; then
    lasting="-c fsync=on -c synchronous_commit=on"
else
    lasting="-c fsync=off -c full_page_writes=off -c synchronous_commit=off"
fi
started=
for _ in 1 2 3 4 5; do
    port=$(free_port)
    if cd_and "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 60 start -o \
        "-p $port -k $folder -c listen_addresses=127.0.0.1 $lasting -c max_connections=300" \
        >/dev/null 2>&1; then
        started=yes
        break
    fi
done
if [ -z "$started" ]; then
    cat "$folder/server.log" >&2
    exit 1
fi

TEST_POSTGRES_URL="postgres://postgres@127.0.0.1:$port/postgres"
export TEST_POSTGRES_URL

# In the background, so that a signal reaches this script at once and the cluster is stopped.
"$@" <&0 &
command_pid=$!
status=0
wait "$command_pid" || status=$?
command_pid=
exit "$status"
