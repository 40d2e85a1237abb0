#!/bin/sh
# Kills a Keycloak on PostgreSQL, at random and aimed at commits and sends, until the figures of as many kills are
# there (200 unless told). Ends at the first kill that lost, invented or disordered something. Can be stopped and
# started again at any time: it counts the lines that it has.
#
#     tests/kills.sh [kills]
#
# Figures: tests/integration/target/kills.csv
set -eu
cd "$(dirname "$0")/.."
total=${1:-200}
figures=tests/integration/target/kills.csv

counted() {
    if [ -f "$figures" ]; then
        expr "$(wc -l < "$figures")" - 1 || true
    else
        echo 0
    fi
}

mkdir -p tests/integration/target
done=$(counted)
while [ "$done" -lt "$total" ]; do
    left=$((total - done))
    round=$((left < 20 ? left : 20))
    nice mvn -B -q verify -Dkeycloak.backend=process -Djacoco.skip=true -Dcyclonedx.skip=true -Dspotless.check.skip=true \
        -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false \
        -Dit.test='io.keygear.tests.webhook.KilledServerIT' -Dkeygear.kills="$round" > tests/integration/target/kills.log 2>&1 \
        || { tail -40 tests/integration/target/kills.log; exit 1; }
    done=$(counted)
    echo "$done of $total"
done
awk -F, 'NR > 1 { k++; c += $3; l += $4; p += $5; d += $6; i += $7 }
    END { printf "%d kills, %d changes: %d lost, %d invented, %d sent again, %d out of order\n", k, c, l, p, d, i }' "$figures"
