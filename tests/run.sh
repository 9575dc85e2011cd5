#!/usr/bin/env bash
# Runs every test on SQLite, on a PostgreSQL of its own and in the browser. Installs what is missing on Debian.
# Arguments go to the test program (for example: -class '*DisplayNamesTests'). Last line: "N passed, N failed"; a skipped test counts as failed.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

need=()
has() { command -v "$1" >/dev/null 2>&1; }
installed() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }
if has dpkg-query; then
  has chromium || need+=(chromium)
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || need+=(postgresql)
  installed fonts-noto-cjk || need+=(fonts-noto-cjk)
  installed libreoffice-calc || need+=(libreoffice-calc)
  installed libreoffice-writer || need+=(libreoffice-writer)
  has pdftotext || need+=(poppler-utils)
fi
if [ ${#need[@]} -gt 0 ]; then
  echo "installing ${need[*]}"
  sudo=(); [ "$(id -u)" -eq 0 ] || sudo=(sudo)
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  # The tests start a cluster of their own; the package need not.
  "${sudo[@]}" mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' | "${sudo[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
fi

scratch=$(mktemp -d "${TMPDIR:-/tmp}/casetracker-tests.XXXXXX")
bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1 || true)
[ -n "$bin" ] || { echo "PostgreSQL's initdb was not found below /usr/lib/postgresql" >&2; exit 1; }
# PostgreSQL refuses to run as root.
if [ "$(id -u)" -eq 0 ]; then
  chown postgres "$scratch"
  as() { (cd / && runuser -u postgres -- "$@"); }
else
  as() { "$@"; }
fi
stop() {
  as "$bin/pg_ctl" -D "$scratch/pg" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$scratch"
}
trap stop EXIT
trap 'exit 130' INT TERM

# -k: page checksums. Durability is not what the tests ask of this cluster; speed is.
as "$bin/initdb" -k -D "$scratch/pg" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
port=
for _ in 1 2 3 4 5; do
  candidate=$((20000 + RANDOM % 20000))
  if as "$bin/pg_ctl" -D "$scratch/pg" -w -l "$scratch/pg.log" -o "-c listen_addresses=127.0.0.1 -p $candidate -k $scratch -c fsync=off -c full_page_writes=off -c max_connections=200" start >/dev/null 2>&1; then
    port=$candidate
    break
  fi
done
[ -n "$port" ] || { cat "$scratch/pg.log" >&2; echo "PostgreSQL did not start" >&2; exit 1; }

export CASETRACKER_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=postgres"
export CASETRACKER_TEST_CHROMIUM=${CASETRACKER_TEST_CHROMIUM:-$(command -v chromium || true)}
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

if ! dotnet build tests/CaseTracker.Tests -c Debug -v quiet; then
  echo "0 passed, 1 failed"
  exit 1
fi

mkdir -p tests/CaseTracker.Tests/TestResults
report="$root/tests/CaseTracker.Tests/TestResults/tests.xml"
rm -f "$report"
status=0
dotnet tests/CaseTracker.Tests/bin/Debug/net10.0/CaseTracker.Tests.dll -noColor -result-xml "$report" "$@" || status=$?
count() { sed -n "s/.*<assembly [^>]*[[:space:]]$1=\"\([0-9]*\)\".*/\1/p" "$report" 2>/dev/null | head -n 1; }
passed=$(count passed); failed=$(count failed); skipped=$(count skipped); notrun=$(count not-run); errors=$(count errors)
bad=$((${failed:-0} + ${skipped:-0} + ${notrun:-0} + ${errors:-0}))
# A run that dies before its report is a failure, whatever it printed.
if [ "$bad" -eq 0 ] && { [ "$status" -ne 0 ] || [ "${passed:-0}" -eq 0 ]; }; then bad=1; fi
echo "${passed:-0} passed, $bad failed"
[ "$bad" -eq 0 ]
