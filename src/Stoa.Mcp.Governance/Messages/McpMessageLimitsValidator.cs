using System.Globalization;
using Microsoft.Extensions.Options;

namespace Stoa.Mcp.Governance.Messages;

/// <summary>Stops start-up on limits that would refuse ordinary messages or guard against nothing; reports all of them at once.</summary>
internal sealed class McpMessageLimitsValidator(string sectionPath) : IValidateOptions<McpMessageLimits>
{
    public ValidateOptionsResult Validate(string? name, McpMessageLimits options)
    {
        List<string> errors = [];
        Check(errors, nameof(options.MaxDepth), options.MaxDepth, 8, 64);
        Check(errors, nameof(options.MaxIdLength), options.MaxIdLength, 1, 1024);
        Check(errors, nameof(options.MaxMethodLength), options.MaxMethodLength, 32, 1024);
        Check(errors, nameof(options.MaxNumberLength), options.MaxNumberLength, 16, 1024);
        Check(errors, nameof(options.MaxNameLength), options.MaxNameLength, 1, 1024);
        Check(errors, nameof(options.MaxUriLength), options.MaxUriLength, 64, 65536);
        Check(errors, nameof(options.MaxTaskIdLength), options.MaxTaskIdLength, 16, 4096);
        Check(errors, nameof(options.MaxKeysPerObject), options.MaxKeysPerObject, 64, 65536);
        Check(errors, nameof(options.MaxSubscriptions), options.MaxSubscriptions, 1, 65536);
        if (!Enum.IsDefined(options.ToolNameCharacters))
        {
            errors.Add($"{sectionPath}:{nameof(options.ToolNameCharacters)} is {(int)options.ToolNameCharacters}; allowed are Strict and Printable.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private void Check(List<string> errors, string key, int found, int least, int most)
    {
        if (found < least || found > most)
        {
            errors.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{sectionPath}:{key} is {found}; allowed is a whole number from {least} to {most}."));
        }
    }
}
