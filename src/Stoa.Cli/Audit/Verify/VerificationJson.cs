using System.Text.Json;
using Stoa.Cli.Terminals;
using Stoa.Trail.Verifying;

namespace Stoa.Cli.Audit.Verify;

/// <summary>What was found, for programs.</summary>
internal static class VerificationJson
{
    public static string Of(TrailVerification result) => JsonOutput.Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("intact", result.IsIntact);
        WriteText(writer, "trail", result.Trail);
        Write(writer, result.Problem);
        writer.WriteStartArray("chains");
        foreach (var chain in result.Chains)
        {
            Write(writer, chain);
        }

        writer.WriteEndArray();
        writer.WriteString("keys_from", result.KeysAreFromTrail ? "trail" : "auditor");
        writer.WriteStartArray("keys");
        foreach (var key in result.Keys)
        {
            writer.WriteStartObject();
            writer.WriteString("key_id", key.Id);
            writer.WriteNumber("heads", key.Heads);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("heads_of_other_trails", result.HeadsOfOtherTrails);
        writer.WriteStartArray("warnings");
        foreach (var warning in result.Warnings)
        {
            writer.WriteStringValue(warning);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, ChainVerification chain)
    {
        writer.WriteStartObject();
        writer.WriteString("stream", chain.Stream);
        Write(writer, chain.Problem);
        writer.WriteNumber("segments", chain.Segments);
        writer.WriteNumber("lines", chain.Lines);
        writer.WriteNumber("first_seq", chain.FirstSequence);
        writer.WriteNumber("last_seq", chain.LastSequence);
        writer.WriteString("last_hash", chain.LastHash);
        WriteTime(writer, "first_time", chain.FirstTime);
        WriteTime(writer, "last_time", chain.LastTime);
        writer.WriteNumber("closed_records", chain.ClosedRecords);
        writer.WriteNumber("denials", chain.Denials);
        writer.WriteNumber("open_records", chain.OpenRecords);
        WriteNumber(writer, "oldest_open_seq", chain.OldestOpen);
        writer.WriteNumber("heads", chain.Heads);
        writer.WriteNumber("lines_after_last_head", chain.LinesAfterLastHead);
        writer.WriteNumber("known_heads_found", chain.KnownHeadsFound);
        writer.WriteNumber("known_heads_removed", chain.KnownHeadsRemoved);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, TrailProblem? problem)
    {
        if (problem is null)
        {
            return;
        }

        writer.WriteStartObject("problem");
        writer.WriteString("stream", problem.Stream);
        writer.WriteString("segment", problem.Segment);
        writer.WriteNumber("line", problem.Line);
        WriteNumber(writer, "seq", problem.Sequence);
        writer.WriteString("message", problem.Message);
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, long? number)
    {
        if (number is { } value)
        {
            writer.WriteNumber(name, value);
        }
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            writer.WriteString(name, value.UtcDateTime);
        }
    }
}
