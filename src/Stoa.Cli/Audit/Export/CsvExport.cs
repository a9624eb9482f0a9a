using System.Buffers;
using System.Text;
using System.Text.Json;
using Stoa.Cli.Audit.Filters;

namespace Stoa.Cli.Audit.Export;

/// <summary>Entries as CSV (RFC 4180): one header, lines ending in CR LF, UTF-8. Lists are joined by <c>; </c>.</summary>
internal sealed class CsvExport : IEntryExport
{
    private static readonly (string Column, Func<EntryView, JsonElement?> Find)[] Columns =
    [
        .. Top("time", "seq", "kind", "decision_id", "tenant"),
        .. Of("caller", "subject", "agent", "scheme", "issuer", "credential_id"),
        .. Top("operation"),
        .. Of("target", "kind", "name", "tool_namespace", "environment", "access"),
        .. Top("server", "server_environment"),
        .. Of("transport", "kind", "protocol_version", "session_id", "remote_address", "request_bytes"),
        .. Of("client", "name", "version"),
        .. Top("trace_id", "request_id", "decision", "code", "code_name", "step", "reasons", "matched_rules", "policy_revision"),
        .. Of("quota", "rule", "charged"),
        .. Top("outcome", "error_code", "http_status", "latency_ms", "backend_ms", "response_bytes", "tool_tier", "cost_microcents"),
        .. Top("task_id", "source", "count", "arguments_digest", "hash"),
    ];

    public bool AllEntries => false;

    public void Begin(IBufferWriter<byte> output) => output.Write(Encoding.UTF8.GetBytes(string.Join(',', Columns.Select(column => column.Column)) + "\r\n"));

    public bool Write(EntryView entry, IBufferWriter<byte> output)
    {
        output.Write(Encoding.UTF8.GetBytes(string.Join(',', Columns.Select(column => CsvField.Of(TextOf(column.Find(entry))))) + "\r\n"));
        return true;
    }

    private static (string, Func<EntryView, JsonElement?>)[] Top(params string[] names) =>
        [.. names.Select(name => (name, (Func<EntryView, JsonElement?>)(view => view.Find(name))))];

    private static (string, Func<EntryView, JsonElement?>)[] Of(string owner, params string[] names) =>
        [.. names.Select(name => ($"{owner}.{name}", (Func<EntryView, JsonElement?>)(view => view.Find(owner, name))))];

    // A number is one whatever it begins with; a text may be made to be taken for a formula.
    private static string TextOf(JsonElement? value) => value switch
    {
        null => "",
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        { ValueKind: JsonValueKind.Array } list => CsvField.Guarded(string.Join("; ", list.EnumerateArray().Select(item => item.ToString()))),
        { } other => CsvField.Guarded(other.ToString()),
    };
}
