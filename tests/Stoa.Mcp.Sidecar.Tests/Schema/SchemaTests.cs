using System.Text.Encodings.Web;
using System.Text.Json;
using Stoa.Mcp.Governance.Tests.TestDoubles;
using Stoa.Mcp.Sidecar.Configuration;

namespace Stoa.Mcp.Sidecar.Tests.Schema;

public sealed class SchemaTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>With <c>STOA_UPDATE_SCHEMA=1</c> the schema is written anew first.</summary>
    [Fact]
    public void Schema_IsThatOfTheOptions()
    {
        var generator = new SchemaGenerator();
        var found = generator.Generate().ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("STOA_UPDATE_SCHEMA") == "1")
        {
            File.WriteAllText(Repository.PathOf("docs/sidecar.schema.json"), found);
        }

        Assert.Equal(Repository.Read("docs/sidecar.schema.json").Split('\n'), found.Split('\n'));
        Assert.Empty(generator.Undocumented);
    }

    [Fact]
    public void Page_NamesNoKeyOfTheHostThatThereIsNot()
    {
        var known = VariableNames.Of(ConfigurationSchema.Load()).ToHashSet(StringComparer.OrdinalIgnoreCase);

        var unknown = DocumentedKeys.Read().Keys
            .Where(key => key.StartsWith("Host:", StringComparison.Ordinal) || key.StartsWith("Telemetry:", StringComparison.Ordinal))
            .Select(key => "STOA_" + key.Replace(":", "__", StringComparison.Ordinal))
            .Where(variable => !known.Contains(variable) && !known.Contains(variable + "__n") && !known.Contains(variable + "__NAME"));

        Assert.Empty(unknown);
    }

    [Fact]
    public void EmbeddedSchema_IsTheFile() => Assert.Equal(Repository.Read("docs/sidecar.schema.json"), ConfigurationSchema.Text.ReplaceLineEndings("\n"));
}
