using Microsoft.Data.Sqlite;

namespace Billing.Ledger;

/// <summary>
/// Every event once, in SQLite, and how far the topic was read: both in one transaction, so neither can be there without the other. The offsets
/// that the group commits to the brokers only follow; without its ledger a consumer begins again at the first message.
/// </summary>
internal sealed class LedgerFile : IDisposable
{
    // EXTRA: a transaction stays committed through a loss of power too, which matters because the offset is committed right after it.
    private const string Schema = """
        PRAGMA synchronous = EXTRA;
        CREATE TABLE IF NOT EXISTS events (
          event_id TEXT PRIMARY KEY, tenant TEXT NOT NULL, month TEXT NOT NULL, refused INTEGER NOT NULL, tier TEXT NOT NULL, item TEXT NOT NULL,
          failed INTEGER NOT NULL, units INTEGER NOT NULL, tokens INTEGER NOT NULL, microcents INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS events_by_month ON events (month, tenant);
        CREATE TABLE IF NOT EXISTS offsets (
          topic TEXT NOT NULL, partition INTEGER NOT NULL, next INTEGER NOT NULL, PRIMARY KEY (topic, partition)) STRICT, WITHOUT ROWID;
        """;

    private readonly SqliteConnection _connection;

    private LedgerFile(SqliteConnection connection) => _connection = connection;

    /// <exception cref="SqliteException">The file cannot be opened, or is none of SQLite's.</exception>
    public static LedgerFile Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Schema;
        command.ExecuteNonQuery();
        return new LedgerFile(connection);
    }

    /// <summary>The offset to go on at; null where nothing of the partition was read.</summary>
    public long? NextOffset(string topic, int partition)
    {
        using var command = Command("SELECT next FROM offsets WHERE topic = $topic AND partition = $partition", null, ("$topic", topic), ("$partition", partition));
        return (long?)command.ExecuteScalar();
    }

    /// <summary>Adds what is not there yet, and tells how many that were.</summary>
    /// <exception cref="FormatException">An event is there with other contents.</exception>
    public int Add(string topic, IReadOnlyList<ReadEvent> events)
    {
        using var transaction = _connection.BeginTransaction();
        var added = events.Count(read => Add(transaction, read));
        foreach (var partition in events.GroupBy(read => read.Partition))
        {
            using var command = Command(
                "INSERT OR REPLACE INTO offsets VALUES ($topic, $partition, $next)", transaction,
                ("$topic", topic), ("$partition", partition.Key), ("$next", partition.Max(read => read.Offset) + 1));
            command.ExecuteNonQuery();
        }

        transaction.Commit();
        return added;
    }

    /// <summary>The invoices of a month, or of all, in the order of tenants and months.</summary>
    public IReadOnlyList<Invoice> Invoices(string? month)
    {
        // Whole units and the rest apart: their sums stay within 64 bits where that of microcents might not.
        using var command = Command(
            $"""
            SELECT tenant, month, refused, tier, item, count(*), sum(failed), sum(units), sum(tokens), sum(microcents / {Money.PerUnit}), sum(microcents % {Money.PerUnit})
            FROM events WHERE $month IS NULL OR month = $month
            GROUP BY tenant, month, refused, tier, item ORDER BY tenant, month, refused, tier = '', tier, item
            """, null, ("$month", month));
        using var rows = command.ExecuteReader();
        var lines = new List<(string Tenant, string Month, InvoiceLine Line)>();
        while (rows.Read())
        {
            lines.Add((rows.GetString(0), rows.GetString(1), LineOf(rows)));
        }

        return [.. lines.GroupBy(line => (line.Tenant, line.Month)).Select(group => new Invoice(group.Key.Tenant, group.Key.Month, [.. group.Select(line => line.Line)]))];
    }

    public void Dispose() => _connection.Dispose();

    private bool Add(SqliteTransaction transaction, ReadEvent read)
    {
        var usage = read.Event;
        (string, object?)[] values =
        [
            ("$id", usage.EventId), ("$tenant", usage.TenantId), ("$month", usage.Month), ("$refused", usage.IsRefused), ("$tier", usage.ToolTier ?? ""), ("$item", usage.Item),
            ("$failed", usage.Status == "error"), ("$units", usage.QuotaCharged), ("$tokens", usage.TokenCount), ("$microcents", usage.CostUnitsMicrocents),
        ];
        using var insert = Command(
            "INSERT INTO events VALUES ($id, $tenant, $month, $refused, $tier, $item, $failed, $units, $tokens, $microcents) ON CONFLICT DO NOTHING", transaction, values);
        if (insert.ExecuteNonQuery() == 1)
        {
            return true;
        }

        // A delivery that comes again says the same. One that does not is no duplicate, and nobody's to choose from.
        using var same = Command(
            "SELECT (tenant, month, refused, tier, item, failed, units, tokens, microcents) = ($tenant, $month, $refused, $tier, $item, $failed, $units, $tokens, $microcents) FROM events WHERE event_id = $id",
            transaction, values);
        return (long)same.ExecuteScalar()! == 1
            ? false
            : throw new FormatException($"Partition {read.Partition}, offset {read.Offset}: the ledger has the event {usage.EventId} with other contents.");
    }

    private SqliteCommand Command(string text, SqliteTransaction? transaction, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = transaction;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }

    private static InvoiceLine LineOf(SqliteDataReader row) => new()
    {
        IsRefused = row.GetBoolean(2),
        Tier = row.GetString(3),
        Item = row.GetString(4),
        Calls = row.GetInt64(5),
        Failed = row.GetInt64(6),
        Units = row.GetInt64(7),
        Tokens = row.GetInt64(8),
        Microcents = ((Int128)row.GetInt64(9) * Money.PerUnit) + row.GetInt64(10),
    };
}
