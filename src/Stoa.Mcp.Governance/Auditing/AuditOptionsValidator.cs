using Microsoft.Extensions.Options;
using Stoa.Mcp.Governance.Auditing.Heads;

namespace Stoa.Mcp.Governance.Auditing;

/// <summary>Gathers every error of <see cref="AuditOptions"/>, each naming its key. The digest key itself is never quoted.</summary>
internal sealed class AuditOptionsValidator : IValidateOptions<AuditOptions>
{
    private const string Key = "Stoa:Audit:";

    public ValidateOptionsResult Validate(string? name, AuditOptions options)
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Folder) || options.Folder.Contains('\0', StringComparison.Ordinal))
        {
            errors.Add($"{Key}Folder is '{options.Folder}'; it must be the path of a folder.");
        }

        if (!Enum.IsDefined(options.Durability))
        {
            errors.Add($"{Key}Durability is '{options.Durability}'; allowed are Buffered and BeforeAnswer.");
        }

        CheckRange(errors, "SegmentBytes", options.SegmentBytes, 64L * 1024, 4L * 1024 * 1024 * 1024);
        CheckRange(errors, "BufferInterval", options.BufferInterval, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10));
        CheckRange(errors, "SegmentAge", options.SegmentAge, TimeSpan.FromMinutes(1), TimeSpan.FromDays(366));
        CheckRange(errors, "RetainFor", options.RetainFor ?? TimeSpan.MaxValue, TimeSpan.FromHours(1), TimeSpan.MaxValue);
        CheckRange(errors, "RetainBytes", options.RetainBytes ?? long.MaxValue, 1024L * 1024, long.MaxValue);
        CheckHeadKey(errors, options.HeadKeyFile);
        CheckRange(errors, "QueueEntries", options.QueueEntries, 1, 1_000_000);
        CheckRange(errors, "RefusalsPerSecondPerSource", options.RefusalsPerSecondPerSource, 0, 10_000);
        CheckRange(errors, "RefusalFolderBytes", options.RefusalFolderBytes, 1024L * 1024, 1L << 40);
        CheckDigestKey(errors, options.DigestKey);
        CheckKeepArguments(errors, options.KeepArguments);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void CheckRange<T>(List<string> errors, string key, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            errors.Add($"{Key}{key} is {value}; allowed are {least} to {most}.");
        }
    }

    private static void CheckHeadKey(List<string> errors, string? file)
    {
        if (file is null)
        {
            return;
        }

        try
        {
            HeadKey.FromPem(File.ReadAllText(file)).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            errors.Add($"{Key}HeadKeyFile is '{file}': {exception.Message} Make a key with: stoa audit key new {file}");
        }
    }

    private static void CheckDigestKey(List<string> errors, string? text)
    {
        if (text is null)
        {
            return;
        }

        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            errors.Add($"{Key}DigestKey is not base64; it must be base64 of at least {DigestKeyStore.KeyBytes} random bytes.");
        }
        else if (length < DigestKeyStore.KeyBytes)
        {
            errors.Add($"{Key}DigestKey has {length} bytes; it must have at least {DigestKeyStore.KeyBytes}.");
        }
    }

    private static void CheckKeepArguments(List<string> errors, IDictionary<string, string[]> rules)
    {
        foreach (var (pattern, fields) in rules)
        {
            if (pattern.Length is 0 or > 512)
            {
                errors.Add($"{Key}KeepArguments:{pattern} is a pattern of {pattern.Length} characters; allowed are 1 to 512.");
            }

            if (fields is null || fields.Length == 0 || fields.Any(string.IsNullOrEmpty))
            {
                errors.Add($"{Key}KeepArguments:{pattern} is '{string.Join(',', fields ?? [])}'; it must list the names of argument fields.");
            }
        }
    }
}
