using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>Checks <see cref="ResourceOptions"/> at start.</summary>
internal sealed class ResourceOptionsValidator : IValidateOptions<ResourceOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, ResourceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = new ValidateOptionsResultBuilder();
        if (options.Folder is { } folder && string.IsNullOrWhiteSpace(folder))
        {
            errors.AddError($"{options.Section}:Folder is '{folder}'; allowed: the path of a folder, or leave it out to declare nothing and deny every call.");
        }

        if (options.PollInterval < Shortest || options.PollInterval > Longest)
        {
            errors.AddError($"{options.Section}:PollInterval is {options.PollInterval}; allowed: {Shortest} to {Longest}.");
        }

        return errors.Build();
    }
}
