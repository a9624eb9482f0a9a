namespace Stoa.Mcp.Sidecar.Configuration;

/// <summary>What a file and the environment say together; the environment wins.</summary>
/// <param name="File">The file, or null where there is none.</param>
/// <param name="Values">Configuration values under <c>Stoa:</c>.</param>
/// <param name="Places">Where each was written: see <see cref="BoundValues.Places"/>.</param>
internal sealed record SidecarConfiguration(string? File, IReadOnlyDictionary<string, string?> Values, IReadOnlyDictionary<string, string> Places)
{
    /// <summary>Relative paths in the file are relative to it.</summary>
    public string ContentRoot => Path.GetDirectoryName(File) ?? Environment.CurrentDirectory;

    /// <summary>The same, with nothing logged: what is found is printed instead.</summary>
    public SidecarConfiguration WithoutLog() => this with
    {
        Values = new Dictionary<string, string?>(Values.Where(value => !value.Key.StartsWith("Stoa:Host:LogLevels:", StringComparison.OrdinalIgnoreCase)), StringComparer.OrdinalIgnoreCase)
        {
            ["Stoa:Host:LogLevel"] = "None",
        },
    };

    /// <exception cref="ConfigurationException">Something is wrong; all of it is told.</exception>
    public static SidecarConfiguration Load(string? namedFile, IReadOnlyDictionary<string, string> variables)
    {
        var schema = ConfigurationSchema.Load();
        var values = new BoundValues();
        var errors = new List<ConfigurationError>();
        var file = ConfigurationLocation.Find(namedFile, variables);
        if (file is not null && ConfigurationDocument.Read(file, errors) is { } root)
        {
            new FileBinding(Path.GetFileName(file), values, errors).Bind(schema, root);
        }

        new EnvironmentBinding(values, errors).Bind(schema, variables);
        return errors.Count == 0 ? new SidecarConfiguration(file, values.Values, values.Places) : throw new ConfigurationException(errors);
    }
}
