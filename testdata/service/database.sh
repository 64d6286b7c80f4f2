#!/bin/bash
# Makes the captures of databases and brokers in network namespaces. Needs root.
#   database.sh NAME|all     one capture, named as its folder, such as healthy/mysql, or every one of them
#   database.sh --list       what there is, with what happens in it
# Needs beside the tools of ../tools/net.sh: mariadbd, mariadb, postgres, psql, mosquitto and its clients. The others are dialogues of
# messages.py, played by talk.py: their servers are not in Debian.

HERE=$(cd "$(dirname "$0")" && pwd)
. "$HERE/../tools/net.sh"
chmod 711 "$WORK"

begin() { pair; meet client $SERVER; capture server eth1 "$OUT" "${@:-tcp}"; }
# played NAME PORT: both ends of a dialogue of messages.py.
played() {
    begin
    python3 "$HERE/messages.py" "$1" >"$WORK/talk"
    spawn server python3 "$HERE/talk.py" server $SERVER "$2" "$WORK/talk"
    listening server "$2"
    in_ns client python3 "$HERE/talk.py" client $SERVER "$2" "$WORK/talk"
    captures_end
}

# mysql_server OPTION...: MariaDB with a user anna of a database shop.
mysql_server() {
    mkdir -p "$WORK/mysql"
    mariadb-install-db --no-defaults --user=root --datadir="$WORK/mysql" --skip-test-db --auth-root-authentication-method=normal \
        >"$WORK/install.log" 2>&1
    cat >"$WORK/init.sql" <<'SQL'
CREATE DATABASE shop;
CREATE TABLE shop.orders (id INT PRIMARY KEY, what VARCHAR(40));
INSERT INTO shop.orders VALUES (1, 'tea'), (2, 'coffee');
CREATE USER anna@'192.0.2.%' IDENTIFIED BY 'of-anna';
GRANT ALL ON shop.* TO anna@'192.0.2.%';
SQL
    spawn server mariadbd --no-defaults --user=root --datadir="$WORK/mysql" --socket="$WORK/mysql.sock" --bind-address=$SERVER --port=3306 \
        --skip-name-resolve --init-file="$WORK/init.sql" --pid-file="$WORK/mysql.pid" "$@" >"$WORK/mysqld.log" 2>&1
    listening server 3306
    sleep 1
}
sql() { in_ns client mariadb --no-defaults -h $SERVER --skip-ssl "$@" >>"$WORK/client.log" 2>&1 || true; }
# MariaDB answers a few queries.
healthy_mysql() {
    begin; mysql_server
    sql -u anna -pof-anna shop -e "SELECT * FROM orders; UPDATE orders SET what='cocoa' WHERE id=2; SELECT COUNT(*) FROM orders"
    captures_end
}
# MariaDB refuses a password.
findings_login_failed-mysql() { begin; mysql_server; sql -u anna -pof-bert shop -e 'SELECT 1'; captures_end; }
# A table is not there.
findings_service_error-mysql-table() { begin; mysql_server; sql -u anna -pof-anna shop -e 'SELECT * FROM customers'; captures_end; }
# MariaDB has one connection at most, and that is in use: 1040.
findings_service_refused-mysql-full() {
    begin; mysql_server --max-connections=10 --extra-max-connections=1
    in_ns client python3 -c "
import socket
held = []
for i in range(12):
    held.append(socket.create_connection(('$SERVER', 3306)))
    held[-1].recv(200)
[s.close() for s in held]" || true
    captures_end
}
# No account of MariaDB allows this client: 1130.
findings_service_refused-mysql-host() {
    begin; mysql_server
    in_ns server mariadb --no-defaults -S "$WORK/mysql.sock" -e "DROP USER anna@'192.0.2.%'"
    sql -u anna -pof-anna shop -e 'SELECT 1'
    captures_end
}
# A query of MariaDB takes 3 seconds.
findings_service_slow-mysql() {
    begin; mysql_server
    sql -u anna -pof-anna shop -e 'SELECT 1; SELECT 2; SELECT 3; SELECT SLEEP(3); SELECT 4'
    captures_end
}

# postgres_server OPTION...: PostgreSQL with a user anna of a database shop.
postgres_server() {
    mkdir -p "$WORK/pg"
    chown postgres "$WORK/pg"
    local as="setpriv --reuid=postgres --regid=postgres --clear-groups"
    $as initdb -D "$WORK/pg/data" -A trust >"$WORK/initdb.log"
    echo "host shop anna 192.0.2.0/24 scram-sha-256" >>"$WORK/pg/data/pg_hba.conf"
    spawn server $as postgres -D "$WORK/pg/data" -c listen_addresses=$SERVER -c unix_socket_directories="$WORK/pg" "$@" >"$WORK/pg.log" 2>&1
    listening server 5432
    sleep 0.5
    in_ns server psql -q -h "$WORK/pg" -U postgres <<'SQL'
CREATE USER anna PASSWORD 'of-anna';
CREATE DATABASE shop OWNER anna;
\c shop
CREATE TABLE orders (id int PRIMARY KEY, what text);
INSERT INTO orders VALUES (1, 'tea'), (2, 'coffee');
ALTER TABLE orders OWNER TO anna;
SQL
}
# psql_as PASSWORD DATABASE STATEMENT...
psql_as() {
    local statements=() each
    for each in "${@:3}"; do statements+=(-c "$each"); done
    in_ns client env PGPASSWORD="$1" PGSSLMODE="${SSL:-disable}" psql -h $SERVER -U anna "$2" "${statements[@]}" >>"$WORK/client.log" 2>&1 || true
}
# PostgreSQL answers a few queries.
healthy_postgresql() { begin; postgres_server; psql_as of-anna shop 'SELECT * FROM orders' "UPDATE orders SET what='cocoa' WHERE id=2"; captures_end; }
# PostgreSQL refuses a password: 28P01.
findings_login_failed-postgresql() { begin; postgres_server; psql_as of-bert shop 'SELECT 1'; captures_end; }
# PostgreSQL has no line for this database in pg_hba.conf: 28000.
findings_login_failed-postgresql-hba() { begin; postgres_server; psql_as of-anna postgres 'SELECT 1'; captures_end; }
# A table is not there: 42P01, while other queries go well.
findings_service_error-postgresql() { begin; postgres_server; psql_as of-anna shop 'INSERT INTO orders VALUES (3)' 'SELECT * FROM customers'; captures_end; }
# A statement is cancelled after a second: 57014.
findings_service_error-postgresql-timeout() {
    begin; postgres_server -c statement_timeout=1200
    psql_as of-anna shop 'SELECT pg_sleep(5)'
    captures_end
}
# PostgreSQL has no connection left: 53300.
findings_service_refused-postgresql-full() {
    begin; postgres_server -c max_connections=4 -c superuser_reserved_connections=3
    psql_as of-anna shop 'SELECT pg_sleep(2)' &
    sleep 0.7
    psql_as of-anna shop 'SELECT 1'
    wait $!
    captures_end
}
# A client wants SSL, which PostgreSQL does not offer.
findings_service_refused-postgresql-ssl() { begin; postgres_server -c ssl=off; SSL=require psql_as of-anna shop 'SELECT 1'; captures_end; }

# broker LINE...: mosquitto with a user anna.
broker() {
    printf '' >"$WORK/people"
    mosquitto_passwd -b "$WORK/people" anna of-anna
    printf 'topic readwrite open/#\nuser anna\ntopic readwrite anna/#\n' >"$WORK/acl"
    chmod 644 "$WORK/people" "$WORK/acl"
    printf 'listener 1883 %s\nallow_anonymous false\npassword_file %s\nacl_file %s\n' $SERVER "$WORK/people" "$WORK/acl" >"$WORK/mosquitto.conf"
    spawn server mosquitto -c "$WORK/mosquitto.conf" >"$WORK/mosquitto.log" 2>&1
    listening server 1883
}
# mosquitto takes a message and gives it to a subscriber.
healthy_mqtt() {
    begin; broker
    in_ns client mosquitto_sub -h $SERVER -u anna -P of-anna -t 'anna/#' -C 1 -q 1 >/dev/null &
    sleep 0.5
    in_ns client mosquitto_pub -h $SERVER -u anna -P of-anna -t anna/x -m hello -q 1
    wait $!
    captures_end
}
# mosquitto refuses a password: 5, not authorized.
findings_login_failed-mqtt() {
    begin; broker
    in_ns client mosquitto_pub -h $SERVER -u anna -P of-bert -t anna/x -m hello 2>/dev/null || true
    captures_end
}
# mosquitto does not let anna publish there, as MQTT 5 tells: 0x87.
findings_service_error-mqtt() {
    begin; broker
    in_ns client mosquitto_pub -V 5 -h $SERVER -u anna -P of-anna -t closed/x -m hello -q 1 2>/dev/null || true
    captures_end
}

# MongoDB refuses a password.
findings_login_failed-mongodb() { played mongodb-login 27017; }
# MongoDB answers two queries.
healthy_mongodb() { played mongodb-healthy 27017; }
# MongoDB has this key already.
findings_service_error-mongodb() { played mongodb-duplicate 27017; }
# SQL Server refuses a password: 18456.
findings_login_failed-mssql() { played mssql-login 1433; }
# SQL Server has no such table: 208.
findings_service_error-mssql() { played mssql-table 1433; }
# SQL Server answers a batch.
healthy_mssql() { played mssql-healthy 1433; }
# Oracle's listener knows no such service: ORA-12514.
findings_service_refused-oracle() { played oracle-refused 1521; }
# Oracle's listener accepts.
healthy_oracle() { played oracle-healthy 1521; }
# Cassandra refuses a password.
findings_login_failed-cassandra() { played cassandra-login 9042; }
# Too few replicas of Cassandra answer in time.
findings_service_error-cassandra() { played cassandra-timeout 9042; }
# Cassandra answers a query.
healthy_cassandra() { played cassandra-healthy 9042; }
# Kafka refuses a password.
findings_login_failed-kafka() { played kafka-login 9092; }
# Kafka takes a record and gives it out.
healthy_kafka() { played kafka-healthy 9092; }
# RabbitMQ refuses a password.
findings_login_failed-amqp() { played amqp-login 5672; }
# A queue is not there: RabbitMQ closes the channel with 404.
findings_service_error-amqp() { played amqp-queue 5672; }
# RabbitMQ takes a message.
healthy_amqp() { played amqp-healthy 5672; }
# ZooKeeper lets nobody read this node: -102.
findings_service_error-zookeeper() { played zookeeper-acl 2181; }
# ZooKeeper reads a node and finds that another is not there.
healthy_zookeeper() { played zookeeper-healthy 2181; }

. "$HERE/../tools/scenarios.sh"
