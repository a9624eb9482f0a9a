using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Metering;

/// <summary>Gathers every error of <see cref="MeteringOptions"/>, each naming its key.</summary>
internal sealed class MeteringOptionsValidator : IValidateOptions<MeteringOptions>
{
    private const int MostEvents = 1_000_000;

    public ValidateOptionsResult Validate(string? name, MeteringOptions options)
    {
        var errors = new List<string>();
        if (options.Folder is null || options.Folder.Contains('\0', StringComparison.Ordinal))
        {
            errors.Add($"Stoa:Metering:Folder is '{options.Folder}'; it must be the path of a folder, or empty for no usage files.");
        }

        if (options.QueueEvents is < 1 or > MostEvents)
        {
            errors.Add($"Stoa:Metering:QueueEvents is {options.QueueEvents}; allowed are 1 to {MostEvents}.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
