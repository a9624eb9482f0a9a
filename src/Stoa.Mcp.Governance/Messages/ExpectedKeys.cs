using System.Text;
using Field = Stoa.Mcp.Governance.Messages.MessageField;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>The keys that the protocol gives a meaning, by the object they stand in.</summary>
internal static class ExpectedKeys
{
    private static readonly (byte[] Key, Field Field)[][] Envelope = Keys(
        ("jsonrpc", Field.JsonRpc), ("id", Field.Id), ("method", Field.Method), ("params", Field.Params),
        ("result", Field.Result), ("error", Field.Error));

    private static readonly (byte[] Key, Field Field)[][] Params = Keys(
        ("name", Field.Name), ("arguments", Field.Arguments), ("_meta", Field.Meta), ("uri", Field.Uri),
        ("taskId", Field.TaskId), ("requestState", Field.RequestState), ("protocolVersion", Field.RequestedVersion),
        ("clientInfo", Field.ClientInfo), ("ref", Field.Ref), ("notifications", Field.Notifications),
        ("inputResponses", Field.Guarded), ("cursor", Field.Guarded), ("argument", Field.Guarded),
        ("context", Field.Guarded), ("task", Field.Guarded), ("level", Field.Guarded),
        ("capabilities", Field.Guarded), ("requestId", Field.Guarded), ("progressToken", Field.Guarded));

    private static readonly (byte[] Key, Field Field)[][] Meta = Keys(
        ("io.modelcontextprotocol/protocolVersion", Field.MetaProtocolVersion),
        ("io.modelcontextprotocol/clientInfo", Field.MetaClientInfo),
        ("progressToken", Field.ProgressToken), ("traceparent", Field.TraceParent),
        ("io.modelcontextprotocol/clientCapabilities", Field.Guarded),
        ("io.modelcontextprotocol/logLevel", Field.Guarded),
        ("io.modelcontextprotocol/subscriptionId", Field.Guarded),
        ("tracestate", Field.Guarded), ("baggage", Field.Guarded));

    private static readonly (byte[] Key, Field Field)[][] ClientInfo =
        Keys(("name", Field.ClientName), ("version", Field.ClientVersion));

    private static readonly (byte[] Key, Field Field)[][] MetaClientInfo =
        Keys(("name", Field.MetaClientName), ("version", Field.MetaClientVersion));

    private static readonly (byte[] Key, Field Field)[][] Ref =
        Keys(("type", Field.RefType), ("name", Field.RefName), ("uri", Field.RefUri));

    private static readonly (byte[] Key, Field Field)[][] Notifications = Keys(
        ("resourceSubscriptions", Field.ResourceSubscriptions), ("taskIds", Field.TaskIds), ("toolsListChanged", Field.Guarded),
        ("promptsListChanged", Field.Guarded), ("resourcesListChanged", Field.Guarded));

    private static readonly (byte[] Key, Field Field)[][] Error =
        Keys(("code", Field.ErrorCode), ("message", Field.ErrorMessage), ("data", Field.Guarded));

    // In the order of MessageLevel.
    private static readonly (byte[] Key, Field Field)[][][] ByLevel =
        [[], [], Envelope, Params, Meta, ClientInfo, MetaClientInfo, Ref, Notifications, Error];

    /// <summary>The meaning of <paramref name="key"/>, which is printable ASCII, in an object of that level.</summary>
    /// <param name="level">A level from <see cref="MessageLevel.Envelope"/> on.</param>
    /// <param name="key">The unescaped key.</param>
    /// <param name="isTwin">Whether the key is an expected one in another case, and so not that key.</param>
    internal static Field Find(MessageLevel level, ReadOnlySpan<byte> key, out bool isTwin)
    {
        isTwin = false;
        var byLength = ByLevel[(int)level];
        if (key.Length >= byLength.Length)
        {
            return Field.None;
        }

        foreach (var (expected, field) in byLength[key.Length])
        {
            if (key.SequenceEqual(expected))
            {
                return field;
            }

            isTwin |= Ascii.EqualsIgnoreCase(key, expected);
        }

        return Field.None;
    }

    /// <summary>The level of the object that stands under <paramref name="field"/>.</summary>
    internal static MessageLevel LevelOf(Field field) => field switch
    {
        Field.Params => MessageLevel.Params,
        Field.Meta => MessageLevel.Meta,
        Field.ClientInfo => MessageLevel.ClientInfo,
        Field.MetaClientInfo => MessageLevel.MetaClientInfo,
        Field.Ref => MessageLevel.Ref,
        Field.Notifications => MessageLevel.Notifications,
        Field.Error => MessageLevel.Error,
        Field.Arguments or Field.Result or Field.Guarded => MessageLevel.Arguments,
        _ => MessageLevel.Data,
    };

    // By length first: most keys are none of ours, and few of ours have the same length.
    private static (byte[] Key, Field Field)[][] Keys(params (string Key, Field Field)[] keys) =>
    [
        .. Enumerable.Range(0, keys.Max(key => key.Key.Length) + 1).Select(length => keys
            .Where(key => key.Key.Length == length)
            .Select(key => (Encoding.ASCII.GetBytes(key.Key), key.Field))
            .ToArray()),
    ];
}
