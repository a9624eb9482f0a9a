using Stoa.Rego.Evaluation;

namespace Stoa.Rego.Compilation.Planning;

/// <summary>Turns the statements of a body into a chain of steps, in an order that is safe.</summary>
internal sealed class BodyPlanner
{
    private readonly CompilationContext _context;
    private readonly Frame _frame;
    private readonly ValuePlanner _values;
    private readonly ReferencePlanner _references;
    private readonly List<StepNode> _steps = [];

    private BodyPlanner(CompilationContext context, Frame frame, HashSet<Variable> bound, HashSet<Variable> shared)
    {
        _context = context;
        _frame = frame;
        Readiness = new Readiness(bound, shared);
        _values = new ValuePlanner(context, frame, Readiness);
        _references = new ReferencePlanner(this, _values);
    }

    /// <summary>What is bound where planning stands.</summary>
    public Readiness Readiness { get; }

    /// <summary>The chain of a body.</summary>
    /// <param name="context">The compilation.</param>
    /// <param name="frame">Where the body's variables are kept.</param>
    /// <param name="body">The body.</param>
    /// <param name="bound">The variables with values before it; not changed.</param>
    /// <param name="around">The variables of the bodies around it and of what its end computes.</param>
    /// <param name="end">Makes the last step, once the body's variables are bound.</param>
    /// <param name="rule">The rule whose body it is, or null within one.</param>
    public static StepNode Plan(
        CompilationContext context, Frame frame, CoreBody body, HashSet<Variable> bound, HashSet<Variable> around, Func<ValuePlanner, StepNode> end, string? rule = null)
    {
        var ordered = BodyOrder.Of(body, [.. bound], around, context.Errors);
        var planner = new BodyPlanner(context, frame, [.. bound], BodyOrder.Shared(ordered, around));
        IReadOnlyList<CoreWith> open = [];
        if (rule is not null)
        {
            planner.Trace(RegoTraceKind.Enter, body.Location, rule);
        }

        foreach (var statement in ordered)
        {
            if (!ReferenceEquals(open, statement.With))
            {
                planner.CloseWith(open);
                open = statement.With;
                planner.OpenWith(open);
            }

            planner._values.At = statement.Location;
            planner.Trace(RegoTraceKind.Evaluate, statement.Location, null);
            planner.PlanStatement(statement);
            planner.Trace(RegoTraceKind.Hold, statement.Location, null);
        }

        planner.CloseWith(open);
        if (rule is not null)
        {
            planner.Trace(RegoTraceKind.Exit, body.Location, rule);
        }

        planner._values.At = null;
        planner._steps.Add(end(planner._values));
        return planner.Link();
    }

    public void Emit(StepNode step) => _steps.Add(step);

    /// <summary>Emits a report of what was done, if the policy is to make such.</summary>
    public void Trace(RegoTraceKind kind, SourceLocation location, string? name)
    {
        if (_context.Statements is { } statements)
        {
            statements.Add(location);
            Emit(new TraceStep(kind, location, name));
        }
    }

    public int Temporary() => _frame.Temporary();

    /// <summary>Emits what matches a term's value, or each of its values, with a pattern that is planned last.</summary>
    public void EmitMatch(CoreTerm term, Func<Matcher> pattern)
    {
        if (term is CoreReference reference && !Readiness.IsGround(reference))
        {
            _references.EmitOpen(reference, pattern);
            return;
        }

        EmitMatch(_values.Plan(term), pattern());
    }

    public void EmitMatch(ValueNode value, Matcher matcher) => Emit(matcher switch
    {
        HoldsMatcher => new HoldsStep(value),
        BindMatcher bind => new BindStep(value, bind.Slot),
        EqualMatcher equal => new EqualStep(value, equal.Node),
        _ => new MatchStep(value, matcher),
    });

    /// <summary>The matcher of a pattern. Its variables are bound from here on.</summary>
    public Matcher PlanMatcher(CoreTerm pattern)
    {
        switch (pattern)
        {
            case CoreVariable { Variable: var variable } when Readiness.Bound.Add(variable):
                return new BindMatcher(_frame.SlotOf(variable));
            case CoreArray array when !Readiness.IsGround(array):
                return new ArrayMatcher([.. array.Items.Select(PlanMatcher)]);
            case CoreObject members when !Readiness.IsGround(members):
                return new ObjectMatcher([.. members.Members.Select(member => (_values.Plan(member.Key), PlanMatcher(member.Value)))]);
            default:
                return new EqualMatcher(_values.Plan(pattern));
        }
    }

    private StepNode Link()
    {
        for (var i = 0; i + 1 < _steps.Count; i++)
        {
            _steps[i].Next = _steps[i + 1];
        }

        return _steps[0];
    }

    private void PlanStatement(CoreStatement statement)
    {
        switch (statement)
        {
            case CoreHolds holds:
                PlanHolds(holds);
                break;
            case CoreUnify unify:
                PlanUnify(unify);
                break;
            case CoreNot not:
                Emit(new NotStep(Within(new CoreBody(not.Location, [not.Statement with { With = [] }]), [])));
                break;
            case CoreEvery every:
                var domain = _values.Plan(every.Domain);
                var (key, value) = (_frame.SlotOf(every.Key), _frame.SlotOf(every.Value));
                Emit(new EveryStep(domain, key, value, Within(every.Body, [every.Key, every.Value])));
                break;
            case CoreWalk walk:
                Emit(new WalkStep(_values.Plan(walk.Document), PlanMatcher(walk.Output)));
                break;
        }
    }

    private StepNode Within(CoreBody body, IEnumerable<Variable> bound) =>
        Plan(_context, _frame, body, [.. Readiness.Bound, .. bound], Readiness.Shared, _ => new FoundStep());

    private void PlanHolds(CoreHolds holds)
    {
        switch (holds.Term)
        {
            case CoreConstant constant:
                if (!constant.Value.Holds)
                {
                    Emit(new FailStep());
                }

                break;
            case CoreBuiltinCall { Builtin.Name: "equal" } equal:
                Emit(new EqualStep(_values.Plan(equal.Arguments[0]), _values.Plan(equal.Arguments[1])));
                break;
            default:
                EmitMatch(holds.Term, () => HoldsMatcher.Instance);
                break;
        }
    }

    private void PlanUnify(CoreUnify unify)
    {
        var (left, right) = (unify.Left, unify.Right);
        if (IsOpen(left) && IsOpen(right))
        {
            var first = _frame.Temporary();
            EmitMatch(left, () => new BindMatcher(first));
            EmitMatch(right, () => new EqualMatcher(new SlotNode(first)));
        }
        else if (IsOpen(left) || (!IsOpen(right) && Readiness.IsGround(left)))
        {
            EmitMatch(left, () => PlanMatcher(right));
        }
        else
        {
            EmitMatch(right, () => PlanMatcher(left));
        }
    }

    private bool IsOpen(CoreTerm term) => term is CoreReference && !Readiness.IsGround(term);

    private void OpenWith(IReadOnlyList<CoreWith> modifiers)
    {
        if (modifiers.Count > 0)
        {
            Emit(new WithStep([.. modifiers.Select(Plan)]));
        }
    }

    private void CloseWith(IReadOnlyList<CoreWith> modifiers)
    {
        if (modifiers.Count > 0)
        {
            Emit(new WithEndStep());
        }
    }

    private PlannedWith Plan(CoreWith modifier) => modifier switch
    {
        CoreWithInput input => new PlannedWith([.. input.Path], null, null, _values.Plan(input.Value), null, null),
        CoreWithData data => new PlannedWith(null, [.. data.Path], null, _values.Plan(data.Value), null, null),
        CoreWithFunction function => new PlannedWith(
            null, null, (object?)function.Builtin ?? function.Function, function.Value is null ? null : _values.Plan(function.Value), function.ByBuiltin, function.ByFunction),
        _ => throw new InvalidOperationException("No modifier of the language."),
    };
}
