using Stoa.Cli.Terminals;
using Stoa.Mcp.Governance.Authentication.ApiKeys;

namespace Stoa.Cli.Keys;

/// <summary>Hands out a key that was just made: the key alone on standard output, once, and what is to be known about it beside that.</summary>
internal static class MadeKey
{
    public static void Write(Terminal terminal, bool isJson, string text, ConfiguredApiKey key, ConfiguredApiKey? replaced = null)
    {
        if (isJson)
        {
            WriteJson(terminal, text, key, replaced);
            return;
        }

        terminal.Out.WriteLine(text);
        terminal.Error.WriteLine(Printable.OfPart(
            $"Key {key.Id} of '{key.Subject}' in tenant '{key.Tenant}', {(key.ExpiresAt is null ? "without an end" : $"until {KeyFileText.Time(key.ExpiresAt)}")}."));
        if (replaced is not null)
        {
            terminal.Error.WriteLine(replaced.DisabledAt is null
                ? $"Key {replaced.Id} holds until {KeyFileText.Time(replaced.ExpiresAt)}."
                : $"Key {replaced.Id} is disabled.");
        }

        terminal.Error.WriteLine("The key is shown this once: the file has its hash alone.");
    }

    private static void WriteJson(Terminal terminal, string text, ConfiguredApiKey key, ConfiguredApiKey? replaced) =>
        terminal.Out.WriteLine(JsonOutput.Of(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("key", text);
            KeyFileText.WriteFields(writer, KeyFileText.Fields(key).Where(field => field.Name != "secretHash"));
            if (replaced is not null)
            {
                writer.WriteStartObject("replaces");
                KeyFileText.WriteFields(writer, KeyFileText.Fields(replaced).Where(field => field.Name is "id" or "expiresAt" or "disabledAt"));
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }));
}
