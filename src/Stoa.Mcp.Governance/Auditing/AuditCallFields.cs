using System.Text.Json;
using Stoa.Mcp.Governance.Pipeline;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>The part of a record that tells who called what, and how the message arrived.</summary>
internal static class AuditCallFields
{
    public static void Write(Utf8JsonWriter writer, GovernedCall? call, bool withEmail)
    {
        if (call is null)
        {
            return;
        }

        writer.WriteText("tenant"u8, call.Tenant);
        WriteCaller(writer, call.Caller, withEmail);
        writer.WriteText("operation"u8, call.Operation);
        writer.WriteString("message_kind"u8, AuditNames.Of(call.MessageKind));
        WriteTarget(writer, call);
        writer.WriteText("server"u8, call.Server);
        writer.WriteText("server_environment"u8, call.ServerEnvironment);
        WriteTransport(writer, call.Transport);
        writer.WriteText("trace_id"u8, call.Transport.TraceId);
        writer.WriteText("request_id"u8, call.RequestId);
    }

    private static void WriteCaller(Utf8JsonWriter writer, Caller? caller, bool withEmail)
    {
        if (caller is null)
        {
            return;
        }

        writer.WriteStartObject("caller"u8);
        writer.WriteText("subject"u8, caller.Subject);
        writer.WriteText("agent"u8, caller.Agent);
        writer.WriteText("scheme"u8, caller.Scheme);
        writer.WriteText("issuer"u8, caller.Issuer);
        writer.WriteText("credential_id"u8, caller.CredentialId);
        writer.WriteText("confirmation"u8, caller.Confirmation.NameOf());
        writer.WriteText("environment"u8, caller.Environment);
        writer.WriteText("email"u8, withEmail ? caller.Email : null);
        writer.WriteTexts("scopes"u8, caller.Scopes.Items);
        writer.WriteTexts("roles"u8, caller.Roles);
        WriteActors(writer, caller.Actors);
        writer.WriteEndObject();
    }

    private static void WriteActors(Utf8JsonWriter writer, IReadOnlyList<CallerActor> actors)
    {
        if (actors.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("actors"u8);
        foreach (var actor in actors)
        {
            writer.WriteStartObject();
            writer.WriteText("subject"u8, actor.Subject);
            writer.WriteText("issuer"u8, actor.Issuer);
            writer.WriteText("client"u8, actor.Client);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTarget(Utf8JsonWriter writer, GovernedCall call)
    {
        writer.WriteStartObject("target"u8);
        writer.WriteString("kind"u8, AuditNames.Of(call.Target.Kind));
        writer.WriteText("name"u8, call.Target.Name ?? "");
        writer.WriteText("tool_namespace"u8, call.Metadata.ToolNamespace);
        writer.WriteText("environment"u8, call.Metadata.Environment);
        writer.WriteString("access"u8, AuditNames.Of(call.Metadata.Access));
        writer.WriteEndObject();
    }

    private static void WriteTransport(Utf8JsonWriter writer, TransportFacts transport)
    {
        writer.WriteStartObject("transport"u8);
        writer.WriteText("kind"u8, transport.Kind);
        writer.WriteText("protocol_version"u8, transport.ProtocolVersion, BoundedText.MostOfClient);
        writer.WriteText("session_id"u8, SessionHash.Of(transport.SessionId));
        writer.WriteText("remote_address"u8, transport.RemoteAddress);
        writer.WriteNumber("request_bytes"u8, transport.RequestBytes);
        writer.WriteEndObject();
        if (transport.ClientName is null && transport.ClientVersion is null)
        {
            return;
        }

        writer.WriteStartObject("client"u8);
        writer.WriteText("name"u8, transport.ClientName, BoundedText.MostOfClient);
        writer.WriteText("version"u8, transport.ClientVersion, BoundedText.MostOfClient);
        writer.WriteEndObject();
    }
}
