#!/usr/bin/env bash
# Sees to it that nginx with auth_request is there for the tests: that of the PATH, else Debian's nginx-light. Prints where it is and ends with 0, or
# says on standard error why there is none and ends with 1; what needs it is left out then.
set -uo pipefail

find_nginx() {
    nginx="$(PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v nginx)" || return 1
    "$nginx" -V 2>&1 | grep -q -- --with-http_auth_request_module
}

install_nginx() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || { echo 'nginx is not installed, and cannot be without root and apt-get' >&2; return 1; }
    log="$(mktemp)"
    # Only for tests: the distribution's own service is not to start.
    { apt-get install -y --no-install-recommends nginx-light || { apt-get update && apt-get install -y --no-install-recommends nginx-light; }; } \
        >"$log" 2>&1 </dev/null || { echo 'apt-get does not install nginx-light' >&2; tail -n 3 "$log" >&2; rm -f "$log"; return 1; }
    rm -f "$log"
}

find_nginx || { install_nginx && find_nginx; } || { [ -n "${nginx:-}" ] && echo 'nginx has no auth_request module' >&2; exit 1; }
echo "$nginx"
