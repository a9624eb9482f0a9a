using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Hosting;

namespace Stoa.Mcp.Governance.Authorization.Remote.Coaz;

/// <summary>Checks at start that the operator's mappings can be used.</summary>
internal sealed class CoazMappingFileCheck(IServiceProvider provider) : IValidateOptions<PolicyOptions>
{
    public ValidateOptionsResult Validate(string? name, PolicyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.AuthZen?.MappingsFile is not { } file || string.IsNullOrWhiteSpace(file))
        {
            return ValidateOptionsResult.Success;
        }

        var key = $"{options.Section}:AuthZen:MappingsFile";
        if (options.AuthZen.Mapping == AuthZenMapping.Document)
        {
            return ValidateOptionsResult.Fail($"{key} is set beside {options.Section}:AuthZen:Mapping = Document, which reads no mappings; leave one of them out.");
        }

        try
        {
            CoazMappingFile.Read(PathOf(file, provider));
            return ValidateOptionsResult.Success;
        }
        catch (Exception error) when (error is PolicyFault or ArgumentException)
        {
            return ValidateOptionsResult.Fail($"{key} is '{file}', and cannot be used: {error.Message}.");
        }
    }

    /// <summary>The file, relative to the content root.</summary>
    public static string PathOf(string file, IServiceProvider provider) =>
        Path.GetFullPath(file, ContentRoot.Of(provider));
}
