"""The catalogue of metrics that any world has: what each is, in what unit, and what its help says."""

from __future__ import annotations

from .world import Metric

COUNTER, GAUGE, HISTOGRAM = "counter", "gauge", "histogram"

GENERAL = (
    Metric("http_server_request_duration_seconds", HISTOGRAM, "seconds", "Duration of HTTP server requests."),
    Metric("http_server_active_requests", GAUGE, "", "Number of HTTP server requests under way."),
    Metric("http_client_requests_total", COUNTER, "", "HTTP requests sent to addresses outside, by address and answer."),
    Metric("http_client_request_duration_seconds", HISTOGRAM, "seconds", "Duration of HTTP client requests."),
    Metric("job_duration_seconds", HISTOGRAM, "seconds", "Duration of background jobs."),
    Metric("db_client_operation_duration_seconds", HISTOGRAM, "seconds", "Duration of database client operations."),
    Metric("db_client_connections_usage", GAUGE, "", "Connections of the pool that are in use."),
    Metric("db_client_connections_pending", GAUGE, "", "Requests that wait for a connection of the pool."),
    Metric("db_client_connections_max", GAUGE, "", "Connections the pool may open."),
    Metric(
        "db_client_connections_wait_time_seconds", HISTOGRAM, "seconds",
        "Time it took to obtain a connection from the pool.",
    ),
    Metric(
        "db_client_connections_timeouts_total", COUNTER, "", "Requests for a connection that were given up."
    ),
    # of a process
    Metric("process_cpu_seconds_total", COUNTER, "seconds", "User and system CPU time spent."),
    Metric("process_resident_memory_bytes", GAUGE, "bytes", "Resident memory size."),
    Metric("process_open_fds", GAUGE, "", "Open file descriptors."),
    Metric("process_max_fds", GAUGE, "", "File descriptors the process may open."),
    Metric("process_start_time_seconds", GAUGE, "seconds", "Start time of the process since the Unix epoch."),
    Metric("nodejs_eventloop_delay_p50_seconds", GAUGE, "seconds", "Median delay of the event loop."),
    Metric("nodejs_eventloop_delay_p99_seconds", GAUGE, "seconds", "99th percentile of the delay of the event loop."),
    Metric("nodejs_eventloop_utilization", GAUGE, "", "Share of time the event loop is not idle."),
    Metric("nodejs_active_handles", GAUGE, "", "Active libuv handles."),
    Metric("nodejs_active_requests", GAUGE, "", "Active libuv requests."),
    Metric("v8js_memory_heap_used_bytes", GAUGE, "bytes", "Used bytes of the V8 heap, by space."),
    Metric("v8js_memory_heap_limit_bytes", GAUGE, "bytes", "Limit of the V8 heap."),
    Metric("v8js_gc_duration_seconds", HISTOGRAM, "seconds", "Duration of garbage collections, by type."),
    Metric("go_goroutines", GAUGE, "", "Goroutines that exist."),
    Metric("go_memstats_heap_inuse_bytes", GAUGE, "bytes", "Bytes in heap spans in use."),
    Metric("go_gc_duration_seconds_sum", COUNTER, "seconds", "Total pause of garbage collections."),
    # of a container and its pod
    Metric("container_cpu_usage_seconds_total", COUNTER, "seconds", "CPU time consumed."),
    Metric("container_cpu_cfs_periods_total", COUNTER, "", "Enforcement periods of the CPU quota that have elapsed."),
    Metric("container_cpu_cfs_throttled_periods_total", COUNTER, "", "Periods in which the CPU quota was used up."),
    Metric("container_memory_working_set_bytes", GAUGE, "bytes", "Working set of the container."),
    Metric("container_network_receive_bytes_total", COUNTER, "bytes", "Bytes received."),
    Metric("container_network_transmit_bytes_total", COUNTER, "bytes", "Bytes transmitted."),
    Metric("kube_pod_container_resource_limits_cpu_cores", GAUGE, "", "CPU limit of the container, in cores."),
    Metric("kube_pod_container_resource_limits_memory_bytes", GAUGE, "bytes", "Memory limit of the container."),
    Metric("kube_pod_container_status_ready", GAUGE, "", "Whether the container passes its readiness probe."),
    Metric("kube_pod_container_status_restarts_total", COUNTER, "", "Restarts of the container."),
    Metric("kube_pod_container_status_last_terminated_exitcode", GAUGE, "", "Exit code of the container's last end."),
    Metric("kube_deployment_status_replicas_available", GAUGE, "", "Available replicas of a deployment."),
    Metric("up", GAUGE, "", "Whether the target could be scraped."),
    Metric("machine_cpu_cores", GAUGE, "", "Processors of the machine a server runs on."),
    # of PostgreSQL
    Metric("pg_up", GAUGE, "", "Whether the server answers."),
    Metric("pg_cpu_utilization", GAUGE, "", "Share of the server's CPU in use."),
    Metric("pg_disk_utilization", GAUGE, "", "Share of time the server's disk is busy."),
    Metric("pg_database_size_bytes", GAUGE, "bytes", "Disk space used by the database."),
    Metric("pg_settings_max_connections", GAUGE, "", "Connections the server accepts."),
    Metric("pg_stat_activity_count", GAUGE, "", "Sessions, by state."),
    Metric("pg_stat_database_xact_commit_total", COUNTER, "", "Transactions committed."),
    Metric("pg_stat_database_blks_hit_total", COUNTER, "", "Blocks found in the buffer cache."),
    Metric("pg_stat_database_blks_read_total", COUNTER, "", "Blocks read from disk."),
    Metric("pg_stat_database_tup_fetched_total", COUNTER, "", "Rows returned by queries."),
    Metric("pg_stat_database_tup_written_total", COUNTER, "", "Rows inserted, updated and deleted."),
    Metric("pg_stat_database_temp_bytes_total", COUNTER, "bytes", "Bytes written to temporary files."),
    Metric("pg_stat_database_deadlocks_total", COUNTER, "", "Deadlocks detected."),
    Metric("pg_stat_replication_lag_seconds", GAUGE, "seconds", "Delay of the replica."),
    Metric("pg_stat_statements_calls_total", COUNTER, "", "Executions of a statement."),
    Metric("pg_stat_statements_seconds_total", COUNTER, "seconds", "Time spent executing a statement."),
    Metric("pg_stat_user_tables_n_live_tup", GAUGE, "", "Estimated live rows of a table."),
    Metric("pg_wal_bytes_total", COUNTER, "bytes", "Bytes of write-ahead log generated."),
    # of Redis
    Metric("redis_up", GAUGE, "", "Whether the server answers."),
    Metric("redis_connected_clients", GAUGE, "", "Connected clients."),
    Metric("redis_commands_processed_total", COUNTER, "", "Commands processed."),
    Metric("redis_evicted_keys_total", COUNTER, "", "Keys evicted because of the memory limit."),
    Metric("redis_keyspace_hits_total", COUNTER, "", "Lookups of keys that were there."),
    Metric("redis_keyspace_misses_total", COUNTER, "", "Lookups of keys that were not there."),
    Metric("redis_memory_used_bytes", GAUGE, "bytes", "Memory used."),
    Metric("redis_memory_max_bytes", GAUGE, "bytes", "Memory limit."),
)  # fmt: skip
