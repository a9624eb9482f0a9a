using Microsoft.Extensions.Logging;

namespace Stoa.Mcp.Governance.Resources;

/// <summary>Tells of a refused state once, though polling meets it again and again.</summary>
internal sealed class RefusalLog(ILogger logger)
{
    private string? _told;

    public void Tell(string folder, IReadOnlyList<ResourceError> errors, string revision)
    {
        var text = string.Join('\n', errors);
        if (text == _told)
        {
            return;
        }

        _told = text;
        foreach (var error in errors)
        {
            logger.Refused(error.File, error.Line, error.Column, error.Reason);
        }

        logger.ReloadRefused(folder, errors.Count, revision);
    }

    /// <summary>The state is good again: the next refusal is news.</summary>
    public void Forget() => _told = null;
}
