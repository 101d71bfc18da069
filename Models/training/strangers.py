"""Words that the course does not know: of the world, and invented ones."""
import random

# A minus stands for a space.
WORLD = """
pizza sushi butter coffee tea wine beer sugar salt pepper honey chocolate banana orange lemon tomato
onion garlic pasta omelette sandwich pancake breakfast kitchen oven spoon fork table chair sofa lamp
window door roof house castle church bridge tower tunnel road railway harbour airport aeroplane
helicopter rocket ship boat submarine lorry tram engine-driver bicycle motorbike tyre wheel hammer
screwdriver saw nail rope ladder bucket tent hat coat shoe glove scarf umbrella ring necklace wallet
piano guitar violin trumpet drum opera symphony jazz novel poem sonnet painting sculpture museum
theatre film camera photograph newspaper magazine library school university teacher pupil exam
dog wolf fox bear lion tiger elephant giraffe mouse rabbit horse cow sheep goat pig chicken duck
eagle owl penguin shark whale dolphin salmon frog snake lizard spider ant bee butterfly mosquito
oak pine rose tulip grass moss mushroom forest desert island volcano glacier river waterfall valley
rain snow thunder lightning rainbow hurricane earthquake tide planet comet galaxy black-hole gravity
atom molecule electron proton photon enzyme protein virus bacterium vaccine antibiotic heart liver
kidney brain bone muscle skeleton hospital surgeon dentist pharmacy fever headache allergy diet
football tennis golf rugby cricket chess poker marathon yoga karate skiing surfing stadium referee
king queen emperor parliament election senator treaty constitution lawyer court prison police
army soldier sword cannon empire revolution inflation mortgage tax pension dividend stock-market
tariff coin passport visa wedding birthday funeral holiday festival carnival pyramid temple
democracy philosophy religion astrology geometry algebra calculus triangle circle logarithm prime
Paris London Tokyo Berlin Rome Madrid Moscow Cairo Sydney Chicago Texas California Europe Africa
Shakespeare Darwin Plato Aristotle Gandhi Cleopatra Columbus Beethoven Dracula Batman Zeus Thor
Instagram Facebook Twitter Spotify Netflix Tesla Toyota Nokia Lego Minecraft Tetris Windows
Linux Android iPhone Excel PowerPoint Photoshop Outlook Firefox Wikipedia Bitcoin Ethereum
Python Java JavaScript Rust Haskell Fortran COBOL Perl Ruby PHP Kotlin TypeScript HTML CSS SQL XML
React Angular Django Flask Rails Spring Node.js jQuery WordPress Nginx Apache Redis MongoDB Kafka
PostgreSQL MySQL SQLite Oracle Cassandra Elasticsearch Grafana Prometheus Terraform Ansible Jenkins
Git GitHub GitLab Podman Helm Istio Nomad Mesos Hadoop Spark Airflow Flink Snowflake load-balancer
TCP UDP DNS DHCP VPN SSH FTP TLS OAuth REST GraphQL gRPC WebSocket Ethernet Bluetooth Wi-Fi USB HDMI
blockchain firewall router modem keyboard printer scanner monitor joystick compiler debugger linker
database spreadsheet browser website password encryption hash-table linked-list binary-tree kernel
recursion quicksort semaphore mutex deadlock garbage-collection polymorphism inheritance subnet
random-forest decision-tree linear-regression gradient-descent backpropagation convolution GAN LSTM
reinforcement-learning perceptron k-means PyTorch TensorFlow Keras NumPy fine-tuning LoRA RAG
speculative-decoding tensor-parallelism data-lake message-broker pandas Jupyter OpenCV PBS MPI
OpenGL Vulkan DirectX FPGA TPU ASIC quantum-computer superconductor transistor resistor capacitor
diode battery solar-panel wind-turbine dinosaur mammoth unicorn dragon vampire zombie robot alien
spaceship time-machine love happiness anger fear dream friendship fashion haircut perfume soap
""".split()
# Never trained on, to measure with.
HELD_WORLD = """
Kubernetes SLURM OpenShift Ubuntu Debian macOS Vim Emacs Scala Elixir Swift PagedAttention NVLink
MariaDB RabbitMQ Splunk Datadog Puppet Vagrant Zookeeper LDAP SMTP IPv6 JSON YAML XGBoost InfiniBand
scikit-learn MATLAB ResNet word2vec ray-tracing NFT Dogecoin ChatGPT Siri YouTube TikTok LinkedIn
burger lasagne risotto cucumber avocado whisky yoghurt dishwasher microwave curtain balcony
lighthouse caravan tractor zeppelin skateboard pliers backpack sandal bracelet flute saxophone cello
ballet haiku cathedral professor kangaroo camel hedgehog squirrel parrot flamingo octopus crocodile
bamboo cactus daffodil jungle swamp avalanche tornado asteroid neutrino chromosome hormone
asthma migraine hockey badminton judo sailing archery sultan baroness referendum subpoena bayonet
insurance bankruptcy christening sphinx Buddhism trigonometry hexagon Lisbon Vienna Toronto Brazil
Galileo Churchill Hercules Spiderman Ferrari PlayStation mermaid werewolf nostalgia distillation
""".split()
# Words of the course, which make no term of it together with just any other word.
COURSE = """
cold warm dedicated serverless token batch cache memory idle spot keep scale prompt break fleet GPU
model queue burst worker instance latency image snapshot panic greedy context layer hybrid
""".split()
STARTS = "b bl br c ch cl d dr f fl g gl gr h j k kl l m n p pl pr r s sh sk sl sp st t th tr v w z"
MIDDLES = "a e i o u a e i o u ai ee oo ou y"
ENDS = "b ck d g l m n nd ng nk p r rt s st t x"


def invented(draw):
    """Letters that are no word, or syllables that are none."""
    if draw.random() < 0.3:
        letters = "".join(draw.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=draw.randint(2, 5)))
        return letters + (str(draw.randint(1, 999)) if draw.random() < 0.3 else "")
    word = "".join(
        draw.choice(STARTS.split()) + draw.choice(MIDDLES.split())
        + (draw.choice(ENDS.split()) if draw.random() < 0.6 else "")
        for _ in range(draw.choice([1, 2, 2, 2, 3, 3])))
    return word if draw.random() < 0.6 else word.capitalize()


def spaced(word):
    return word.replace("-", " ")


HELD = [spaced(word) for word in HELD_WORLD] + [invented(random.Random(i)) for i in range(60)]


def word(draw, terms):
    """A word to train on: none of the `terms` of the course, and none that is held out."""
    while True:
        chance = draw.random()
        world = spaced(draw.choice(WORLD))
        if chance < 0.45:
            found = world
        elif chance < 0.8:
            found = invented(draw)
        elif chance < 0.9:
            found = f"{spaced(draw.choice(WORLD))} {world}"
        else:
            found = " ".join(draw.sample([draw.choice(COURSE), world], 2))
        if draw.random() < 0.3:
            found = found.lower()
        low = found.lower()
        known = low in terms or any(held.lower() in low.split() for held in HELD)
        if len(low) > 2 and not known:
            return found
