using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Stoa.Rego.Builtins;
using Stoa.Rego.Compilation;

namespace Stoa.Rego.Evaluation;

/// <summary>All that changes while one query runs: variables, what is remembered of documents, limits. One thread uses it at a time.</summary>
internal sealed class Machine : BuiltinContext
{
    private const int StepsBetweenChecks = 512;

    [ThreadStatic]
    private static Machine? t_idle;

    private readonly RuleTree _tree;
    private QuerySettings _settings = QuerySettings.Default;
    private long _startedAt;
    private RegoValue?[] _slots = new RegoValue?[64];
    private int _base;
    private int _top;
    private long _stepsLeft;
    private long _outputLeft;
    private int _untilCheck = StepsBetweenChecks;
    private int _generations;
    private DateTimeOffset? _now;
    private Random? _random;

    private Machine(RuleTree tree)
    {
        _tree = tree;
        World = World.Empty;
        Documents = new Documents(this, tree);
    }

    /// <summary>What the query sees now.</summary>
    public World World { get; set; }

    public RegoValue? Input => World.Input;

    public RegoValue Data => World.Data;

    public Replacements? Replacements => World.Functions;

    public Documents Documents { get; }

    /// <summary>Whether the body that runs has found all that it looks for.</summary>
    public bool Stopped { get; set; }

    /// <summary>The value that the complete rule or function under evaluation has found.</summary>
    public RegoValue? Result { get; set; }

    /// <summary>What the innermost comprehension or set gathers.</summary>
    public Collector? Collector { get; set; }

    /// <summary>What the innermost rule with computed paths gathers.</summary>
    public DocumentTree? Tree { get; set; }

    /// <summary>The solutions of the query.</summary>
    public List<RegoValue[]>? Bindings { get; set; }

    /// <summary>How many rules are being evaluated, one within the other.</summary>
    public int Depth { get; set; }

    /// <summary>The builtin that was called last, for its errors.</summary>
    public (string Name, SourceLocation Location) CallSite { get; set; }

    /// <summary>The error of a builtin that made a call undefined, the first one.</summary>
    public RegoError? FirstBuiltinError { get; private set; }

    public QuerySettings Settings => _settings;

    public override DateTimeOffset Now => _now ??= _settings.Now ?? _settings.Time.GetUtcNow();

    [SuppressMessage("Security", "CA5394", Justification = "Rego's rand.intn is not for secrets; a seed makes a query repeatable.")]
    public override Random Random => _random ??= _settings.Seed is { } seed ? new Random(seed) : new Random();

    public override CancellationToken CancellationToken => _settings.CancellationToken;

    /// <summary>A machine ready for a query: the one that this thread used last, where it fits.</summary>
    public static Machine Rent(RuleTree tree, RegoValue? input, RegoValue data, QuerySettings settings)
    {
        var machine = t_idle is { } idle && ReferenceEquals(idle._tree, tree) ? idle : new Machine(tree);
        t_idle = null;
        machine._settings = settings;
        machine._stepsLeft = settings.MaxSteps;
        machine._outputLeft = settings.MaxOutput;
        machine._startedAt = settings.Deadline is null ? 0 : settings.Time.GetTimestamp();
        machine.World = new World(input, data) { Generation = ++machine._generations };
        return machine;
    }

    /// <summary>Keeps the machine for the thread's next query, without anything of this one. Not after an error: what was under way is lost.</summary>
    public void Return()
    {
        Documents.Forget();
        Array.Clear(_slots, 0, _top);
        (_base, _top, _untilCheck, _now, _random) = (0, 0, StepsBetweenChecks, null, null);
        (World, Result, Collector, Tree, Bindings, FirstBuiltinError) = (World.Empty, null, null, null, null, null);
        (Stopped, Depth, CallSite) = (false, 0, default);
        ForgetCache();
        t_idle = _generations < int.MaxValue / 2 ? this : null;
    }

    /// <summary>A variable of the frame that runs.</summary>
    public RegoValue? this[int slot]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _slots[_base + slot];
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => _slots[_base + slot] = value;
    }

    /// <summary>Reserves a frame above the others and returns its place. The frame that runs stays the same.</summary>
    public int Enter(int size)
    {
        CheckStack();
        Step();
        var frame = _top;
        _top += size;
        if (_top > _slots.Length)
        {
            Array.Resize(ref _slots, Math.Max(_top, _slots.Length * 2));
        }

        return frame;
    }

    /// <summary>Gives a frame back.</summary>
    public void Leave(int frame)
    {
        Array.Clear(_slots, frame, _top - frame);
        _top = frame;
    }

    public void SetAt(int place, RegoValue value) => _slots[place] = value;

    /// <summary>Lets the steps use another frame. Returns the one before.</summary>
    public int Switch(int frame)
    {
        var before = _base;
        _base = frame;
        return before;
    }

    /// <summary>Runs a body to its end, or until it has found what it looks for.</summary>
    public void Run(StepNode? step)
    {
        while (step is not null)
        {
            step = step.Advance(this);
        }
    }

    /// <summary>Whether a body of the same frame, ended by <see cref="FoundStep"/>, holds.</summary>
    public bool Finds(StepNode body)
    {
        Run(body);
        var found = Stopped;
        Stopped = false;
        return found;
    }

    /// <summary>Makes another world the present one. Returns the one before.</summary>
    public World EnterWorld(World world)
    {
        var before = World;
        World = world with { Outer = before, Generation = ++_generations };
        return before;
    }

    public override void Step(int count = 1)
    {
        _untilCheck -= count;
        if (_untilCheck <= 0)
        {
            CheckLimits();
        }
    }

    public override void Produce(long size)
    {
        _outputLeft -= size;
        if (_outputLeft < 0)
        {
            throw Error(RegoErrorCodes.Cancelled, $"the query produced more than its budget of {_settings.MaxOutput} items and characters", null, "Raise MaxOutput, or look for what builds large values.");
        }
    }

    public override void Print(string text) => _settings.Print?.Invoke(text, CallSite.Location);

    public override RegoValue? Fail(string message) => Fail(RegoErrorCodes.Builtin, message);

    public override RegoValue? FailType(string message) => Fail(RegoErrorCodes.EvalType, message);

    /// <summary>Refuses to nest deeper while there is stack left to say so.</summary>
    public static void CheckStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Error(RegoErrorCodes.Internal, "evaluation nests too deeply", null);
        }
    }

    public static RegoException Error(string code, string message, SourceLocation? location, string? hint = null) =>
        new(new RegoError(code, message, location, hint));

    private RegoValue? Fail(string code, string message)
    {
        var error = new RegoError(code, $"{CallSite.Name}: {message}", CallSite.Location);
        if (_settings.StrictBuiltinErrors)
        {
            throw new RegoException(error);
        }

        FirstBuiltinError ??= error;
        return null;
    }

    private void CheckLimits()
    {
        _stepsLeft -= StepsBetweenChecks - _untilCheck;
        _untilCheck = StepsBetweenChecks;
        if (_settings.CancellationToken.IsCancellationRequested)
        {
            throw Error(RegoErrorCodes.Cancelled, "the query was cancelled", null);
        }

        if (_stepsLeft < 0)
        {
            throw Error(RegoErrorCodes.Cancelled, $"the query took more than its budget of {_settings.MaxSteps} steps", null, "Raise MaxSteps, or look for rules that iterate over products of collections.");
        }

        if (_settings.Deadline is { } deadline && _settings.Time.GetElapsedTime(_startedAt) > deadline)
        {
            throw Error(RegoErrorCodes.Cancelled, $"the query took longer than its deadline of {deadline.TotalMilliseconds} ms", null);
        }
    }
}
