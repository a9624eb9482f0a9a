using System.Text.Json;

namespace Stoa.Rego.Tests.Values.Unread;

/// <summary>What reading a text led to: a value, or an error with its place.</summary>
internal sealed record Reading(string? Text, string? Error, long? Row, long? Column)
{
    /// <summary>Every value is made while the text is read.</summary>
    public static Reading AtOnce(byte[] json) => Of(() => JsonReading.Read(json));

    /// <summary>As a host reads it.</summary>
    public static Reading OnDemand(byte[] json) => Of(() => RegoJson.Parse(json));

    private static Reading Of(Func<RegoValue> read)
    {
        RegoValue value;
        try
        {
            value = read();
        }
        catch (RegoInputException error)
        {
            var place = error.InnerException as JsonException;
            return new Reading(null, $"{error.Message} {error.InnerException?.GetType()}", place?.LineNumber, place?.BytePositionInLine);
        }

        // Nothing that has been read may fail later.
        return new Reading(value.ToString() + value.ToJson(), null, null, null);
    }
}
